Feature: Publishing rules
  Rules judge only after an author and a different approver agreed; what judged a receipt goes on judging it.

  Rule: Four eyes see every change of the rules

    Scenario: Published rules judge what is received from their day on
      Given stricter rules for "CSTDCS" were handed in, asking for 90 % instead of 80 %
      When the approver publishes them
      Then they are "published"
      And a dossier received on 2024-12-02 needs 14 of 15 votes

    Scenario: Who wrote the rules cannot approve them
      Given stricter rules for "CSTDCS" were handed in, asking for 90 % instead of 80 %
      When their author publishes them
      Then the publication is refused for "same_person"
      And a dossier received on 2024-12-02 needs 12 of 15 votes

    Scenario: Rejected rules judge nobody
      Given stricter rules for "CSTDCS" were handed in, asking for 90 % instead of 80 %
      When the approver rejects them because "sai căn cứ"
      Then they are "rejected"
      And a dossier received on 2024-12-02 needs 12 of 15 votes

  Rule: Examples hold before rules are handed in

    Scenario: A changed threshold without changed examples is stopped
      When the threshold is changed to 90 % and the examples are left as they were
      Then the draft is refused for "examples-hold"
      And the first example that fails is named
      And nothing waits for approval

    Scenario: A slip of the pen comes first
      When the threshold is changed and "ratings" is misspelt
      Then every mistake of the file is told with its line
      And nothing waits for approval

  Rule: Who would be affected is counted before anybody is

    Scenario: More dossiers than declared stop the publication
      Given a received dossier with 12 of 15 votes
      And stricter rules were handed in that may change 0 dossiers
      When the approver publishes them
      Then the publication is refused for "expectation-kept"
      And the dossier is named as affected

    Scenario: Declared, the same change is published, and the dossier keeps its rules
      Given a received dossier with 12 of 15 votes
      And stricter rules were handed in that may change 1 dossiers
      When the approver publishes them
      Then they are "published"
      And the unit head can still send that dossier on

  Rule: The history of rules replays like that of dossiers

    Scenario: A changed letter in published rules is found
      Given stricter rules for "CSTDCS" were handed in, asking for 90 % instead of 80 %
      And the approver has published them
      When somebody changes the published bytes behind the program's back
      Then replaying names the publication

    Scenario: Of two publications the later one judges
      Given stricter rules for "CSTDCS" were handed in, asking for 90 % instead of 80 %
      And the approver has published them
      When the shipped rules are handed in again and published
      Then a dossier received on 2024-12-02 needs 12 of 15 votes
