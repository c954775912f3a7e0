-- How many advices are parked is asked at every scrape of the metrics; the delivered ones, nearly all, are not read for it.
CREATE INDEX store_and_forward_parked ON store_and_forward (id) WHERE state = 'PARKED';
