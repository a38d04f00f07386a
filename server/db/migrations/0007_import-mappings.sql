CREATE TABLE `import_mapping` (
	`position` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`mapping` text NOT NULL,
	`saved_at` integer NOT NULL
);
