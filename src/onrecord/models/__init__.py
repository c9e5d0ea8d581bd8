"""The encoder: text to tokens, tokens to scores, scores to spans and links. It knows spans, not news."""
