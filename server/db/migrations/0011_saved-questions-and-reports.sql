CREATE TABLE `kept` (
	`position` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`content` text,
	`recorded_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `kept_id` ON `kept` (`kind`,`id`);--> statement-breakpoint
CREATE TABLE `report_file` (
	`position` integer PRIMARY KEY NOT NULL,
	`report` text NOT NULL,
	`period` text NOT NULL,
	`file` text NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_file_period` ON `report_file` (`report`,`period`);