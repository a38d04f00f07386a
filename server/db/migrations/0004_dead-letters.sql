CREATE TABLE `dead_letter_step` (
	`position` integer PRIMARY KEY NOT NULL,
	`letter` integer NOT NULL,
	`outcome` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`source` text,
	`key` text,
	`reasons` text NOT NULL,
	`edited` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `dead_letter_letter` ON `dead_letter_step` (`letter`,`outcome`);--> statement-breakpoint
CREATE TABLE `rejected_gone` (
	`source` text PRIMARY KEY NOT NULL,
	`gone` integer NOT NULL,
	`last_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rejected_source` ON `rejected` (`source`,`reason`);