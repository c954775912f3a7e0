package io.oneclear.app.config;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.oneclear.message.ResponseCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * YAML onto records. Keys are the components' names; a key nobody knows, a key that is missing
 * (unless {@link MayBeAbsent}) and a value that does not fit are each refused with the path of the
 * key.
 */
public final class YamlRecords {

  private static final String MISSING = "Missing required creator property";

  private final YAMLMapper mapper;

  public YamlRecords() {
    mapper =
        YAMLMapper.builder()
            .annotationIntrospector(new AllRequired())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .addModule(
                new SimpleModule()
                    .addDeserializer(Duration.class, text(Duration.class, DurationText::parse))
                    .addDeserializer(
                        ResponseCode.class, text(ResponseCode.class, ResponseCode::new))
                    .addDeserializer(LocalDate.class, text(LocalDate.class, LocalDate::parse))
                    .addDeserializer(
                        OffsetDateTime.class, text(OffsetDateTime.class, OffsetDateTime::parse))
                    .addDeserializer(LocalTime.class, text(LocalTime.class, LocalTime::parse))
                    .addDeserializer(Path.class, text(Path.class, Path::of)))
            .build();
  }

  /** Reads a file that must hold everything {@code type} has. */
  public <T> T read(Path file, Class<T> type) {
    return bind(tree(file), type, file.toString());
  }

  /**
   * Reads {@code file} over {@code defaults}, and {@code settings} over both: what one does not say
   * comes from the one before.
   *
   * @param settings path of a key, with dots, → its value as it would stand in the file
   */
  public <T> T read(InputStream defaults, Path file, Map<String, String> settings, Class<T> type) {
    ObjectNode merged = tree(defaults, "the built-in defaults");
    merge(merged, tree(file));
    settings.forEach((path, value) -> set(merged, path, value));
    return bind(merged, type, file.toString());
  }

  /** What {@code defaults} says, nothing else. */
  public <T> T read(InputStream defaults, Class<T> type) {
    return bind(tree(defaults, "the built-in defaults"), type, "the built-in defaults");
  }

  private ObjectNode tree(Path file) {
    if (!Files.isReadable(file)) {
      throw new ConfigException("cannot read " + file + ": no such file, or not readable");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return tree(in, file.toString());
    } catch (IOException e) {
      throw new ConfigException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private ObjectNode tree(InputStream in, String source) {
    try {
      JsonNode tree = mapper.readTree(in);
      if (tree == null || tree.isMissingNode() || tree.isNull()) {
        return mapper.createObjectNode();
      }
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new ConfigException(source + ": has no keys; it should be lines of 'key: value'");
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "the file" : "line " + e.getLocation().getLineNr();
      throw ConfigException.in(
          source, line + " is not YAML: " + firstLine(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new ConfigException("cannot read " + source + ": " + e.getMessage(), e);
    }
  }

  /** Objects are merged key by key; anything else, lists too, is replaced as a whole. */
  private static void merge(ObjectNode into, ObjectNode from) {
    for (var entry : from.properties()) {
      JsonNode there = into.get(entry.getKey());
      if (there instanceof ObjectNode below && entry.getValue() instanceof ObjectNode above) {
        merge(below, above);
      } else {
        into.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private void set(ObjectNode tree, String path, String value) {
    ObjectNode at = tree;
    String[] keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length - 1; i++) {
      at = at.get(keys[i]) instanceof ObjectNode below ? below : at.putObject(keys[i]);
    }
    try {
      at.set(keys[keys.length - 1], mapper.readTree(value));
    } catch (JsonProcessingException e) {
      throw new ConfigException(path + ": '" + value + "' cannot be read", e);
    }
  }

  private <T> T bind(ObjectNode tree, Class<T> type, String source) {
    try {
      return mapper.treeToValue(tree, type);
    } catch (JsonMappingException e) {
      throw ConfigException.in(source, explain(e), e);
    } catch (JsonProcessingException e) {
      throw ConfigException.in(source, firstLine(e.getOriginalMessage()), e);
    }
  }

  private static String explain(JsonMappingException e) {
    String path = path(e.getPath());
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "%s is not a setting; known here: %s"
              .formatted(
                  path,
                  unknown.getKnownPropertyIds().stream()
                      .map(Object::toString)
                      .sorted()
                      .collect(Collectors.joining(", ")));
      case InvalidFormatException bad when bad.getTargetType().isEnum() ->
          "%s: '%s' is not one of %s"
              .formatted(path, bad.getValue(), List.of(bad.getTargetType().getEnumConstants()));
      case InvalidFormatException bad ->
          "%s: '%s' is not a value of type %s"
              .formatted(path, bad.getValue(), bad.getTargetType().getSimpleName());
      case MismatchedInputException missing when missing.getOriginalMessage().startsWith(MISSING) ->
          path + " is missing";
      case MismatchedInputException wrong when wrong.getTargetType() != null ->
          "%s: a value of type %s is needed".formatted(path, wrong.getTargetType().getSimpleName());
      case JsonMappingException other when other.getCause() instanceof RuntimeException cause ->
          under(path, firstLine(cause.getMessage()));
      default -> path + ": " + firstLine(e.getOriginalMessage());
    };
  }

  /** A record may have named its key with the section in front already. */
  private static String under(String path, String message) {
    String section = path.substring(path.lastIndexOf('.') + 1);
    return message.startsWith(section + ".")
        ? path.substring(0, path.length() - section.length()) + message
        : path + ": " + message;
  }

  private static String path(List<JsonMappingException.Reference> references) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : references) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.isEmpty() ? "the file" : path.toString();
  }

  private static String firstLine(String message) {
    return message == null ? "cannot be read" : message.lines().findFirst().orElse(message).strip();
  }

  private static <T> StdScalarDeserializer<T> text(Class<T> type, Function<String, T> parse) {
    return new TextDeserializer<>(type, parse);
  }

  private static final class AllRequired extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
      return member instanceof AnnotatedParameter && !member.hasAnnotation(MayBeAbsent.class);
    }

    /**
     * A null is as good as nothing there, and refused where something has to be: in a list or map,
     * and in our own records. Those of the other rooms say themselves what may be null.
     */
    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
      boolean needed =
          annotated instanceof AnnotatedParameter parameter
              && !parameter.hasAnnotation(MayBeAbsent.class)
              && parameter.getDeclaringClass().getPackage().equals(YamlRecords.class.getPackage());
      return JsonSetter.Value.construct(needed ? Nulls.FAIL : Nulls.DEFAULT, Nulls.FAIL);
    }
  }

  private static final class TextDeserializer<T> extends StdScalarDeserializer<T> {

    private static final long serialVersionUID = 1L;

    // Mappers are never serialized here; the field only satisfies the library's base class.
    private final transient Function<String, T> parse;

    TextDeserializer(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String text = parser.getText();
      try {
        return parse.apply(text);
      } catch (RuntimeException e) {
        throw JsonMappingException.from(parser, e.getMessage(), e);
      }
    }
  }
}
