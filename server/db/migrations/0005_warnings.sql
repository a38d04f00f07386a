CREATE TABLE `warning` (
	`position` integer PRIMARY KEY NOT NULL,
	`sender` text NOT NULL,
	`identifier` text NOT NULL,
	`sent_at` integer NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`until_at` integer,
	`message` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `warning_name` ON `warning` (`sender`,`identifier`,`sent_at`);--> statement-breakpoint
CREATE INDEX `warning_until` ON `warning` (`until_at`);--> statement-breakpoint
CREATE TABLE `warning_reference` (
	`position` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`sender` text NOT NULL,
	`identifier` text NOT NULL,
	`sent_at` integer NOT NULL,
	PRIMARY KEY(`position`, `ordinal`)
);
--> statement-breakpoint
CREATE INDEX `warning_reference_name` ON `warning_reference` (`sender`,`identifier`,`sent_at`);