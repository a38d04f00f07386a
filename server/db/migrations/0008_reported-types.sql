DROP INDEX `case_state_reported`;--> statement-breakpoint
CREATE INDEX `case_state_reported` ON `case_state` (`reported_at`,`type`);