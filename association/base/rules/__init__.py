"""Rules without a database: colours, file names, reserved addresses."""
