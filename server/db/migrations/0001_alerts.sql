CREATE TABLE `alert` (
	`position` integer PRIMARY KEY NOT NULL,
	`alert` integer NOT NULL,
	`indicator` text NOT NULL,
	`region` integer NOT NULL,
	`level` text NOT NULL,
	`value` real,
	`rule` text NOT NULL,
	`owner` text NOT NULL,
	`window_from` integer NOT NULL,
	`window_to` integer NOT NULL,
	`window_label` text NOT NULL,
	`definition_version` integer NOT NULL,
	`raised_at` integer NOT NULL,
	`level_position` integer NOT NULL,
	`level_at` integer NOT NULL,
	`acknowledged_at` integer,
	`acknowledged_by` text,
	`acknowledged_position` integer,
	`cleared_at` integer,
	`until_position` integer
);
--> statement-breakpoint
CREATE INDEX `alert_version` ON `alert` (`alert`,`position`);--> statement-breakpoint
CREATE INDEX `alert_open` ON `alert` (`until_position`,`cleared_at`);--> statement-breakpoint
CREATE TABLE `alert_number` (
	`ordinal` integer PRIMARY KEY NOT NULL,
	`indicator` text NOT NULL,
	`region` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_number_place` ON `alert_number` (`indicator`,`region`);--> statement-breakpoint
CREATE TABLE `target_setting` (
	`position` integer PRIMARY KEY NOT NULL,
	`indicator` text NOT NULL,
	`year` integer NOT NULL,
	`level` text NOT NULL,
	`region` integer,
	`target` real NOT NULL,
	`effective_from` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `threshold_setting` (
	`position` integer PRIMARY KEY NOT NULL,
	`indicator` text NOT NULL,
	`effective_from` integer NOT NULL,
	`rule` text NOT NULL
);
