package io.oneclear.message.packager;

import org.jpos.iso.ISOComponent;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;

/** One field of a compiled table. Takes what it understands and leaves the rest to jPOS. */
sealed interface Form permits CharacterForm, PackedForm, BinaryForm, HouseForm, JposForm {

  /** The answer of a form that leaves this message to jPOS. */
  int NOT_TAKEN = -1;

  /** Puts the field that begins at {@code at} into the message, and returns where it ends. */
  int unpack(int number, byte[] wire, int at, ISOMsg into) throws ISOException;

  /** How many bytes the field takes. */
  int size(ISOComponent field);

  /** Writes a field into the zero bytes of its {@link #size}, and returns where it ends. */
  int pack(ISOComponent field, byte[] wire, int at);
}
