-- No number that a node has given (an id, a reference number, field 7 of a link) is of a later moment. Written down
-- ahead with each beat, so that the node goes on from there if it is started again with its clock set back.
ALTER TABLE switch_lease ADD COLUMN numbers_until timestamptz;
