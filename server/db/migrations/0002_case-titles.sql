CREATE VIRTUAL TABLE `case_title` USING fts5(terms, content='', contentless_delete=1, tokenize='unicode61');
