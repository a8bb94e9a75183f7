"""The second stage: candidates that are eligible beside each other, places, ranks and ties."""
