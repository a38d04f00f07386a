CREATE TABLE `operating_stage` (
	`position` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`stage` integer NOT NULL,
	`condition` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `wall_change` (
	`position` integer PRIMARY KEY NOT NULL,
	`wall` text NOT NULL,
	`type` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `wall_change_wall` ON `wall_change` (`wall`,`position`);