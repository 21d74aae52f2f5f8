"""Terms and abbreviations with their explanation, explained where a page first uses them."""
