"""What the sentences of the features mean; every feature may use every sentence."""
