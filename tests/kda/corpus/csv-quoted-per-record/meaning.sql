-- Records arrive every 1 seconds.

-- Rows of DESTINATION_SQL_STREAM
-- by hand: a quoted field may have the delimiter; fields beyond the schema's are not imported
SELECT * FROM (VALUES ('Bolt, M8', 4), ('Washer', 13), ('Pin', 2)) v(name, qty);
