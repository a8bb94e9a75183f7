"""What an auditor should ask about, with its events and what it rests on."""
