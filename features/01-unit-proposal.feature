Feature: Unit proposal
  The clerk of a unit opens a dossier for a nominee, gathers the papers, and hands it to the unit's council.

  Rule: A dossier leaves the unit only when its papers are there and its criteria can be shown

    Scenario: A complete dossier goes to the council
      Given a person nominated for "CSTDCS" with everything in order
      When the unit clerk submits it on 2024-12-02
      Then the dossier is in "council_review"
      And it counts as received on 2024-12-02

    Scenario: A missing paper is named, and nothing changes
      Given a person nominated for "CSTDCS" with everything in order
      But the paper "bien_ban" is missing
      When the unit clerk submits it on 2024-12-02
      Then the clerk is told that "c.papers" is in the way
      And nothing was changed

    Scenario: A list that nobody sent is not known, and is neither a yes nor a no
      Given a person nominated for "CSTDCS" with everything in order
      But nobody sent the list of "ratings"
      When the unit clerk submits it on 2024-12-02
      Then the clerk is told that "c.rating" is not known
      And the verdict on it is "undetermined"

    Scenario: A certain no stays a no, whatever else is missing
      Given a person nominated for "CSTDCS" with everything in order
      But the rating of the year is "HTNV"
      And nobody sent the list of "discipline"
      When the unit clerk submits it on 2024-12-02
      Then the verdict on it is "not_eligible"
      And the clerk is told that "c.rating" is in the way

  Rule: The day of receipt chooses the law

    Scenario Outline: The law of the day is the one that judges
      Given a person nominated for "CSTDCS" with everything in order
      When the verdict is asked for a receipt on <day>
      Then the law "<law>" judges

      Examples:
        | day        | law    |
        | 2023-12-31 | V2003  |
        | 2024-01-01 | V2022a |
        | 2025-07-01 | V2022b |
        | 2026-10-05 | V2026  |

    Scenario: A law whose wording nobody has confirmed stops and asks
      Given a person nominated for "CSTDCS" with everything in order
      When the unit clerk submits it on 2026-10-05
      Then the clerk is told that "law.V2026" is not known
      And the verdict on it is "needs_human"

  Rule: A command is carried out once, and an unknown word comes back with the nearest one

    Scenario: The same command twice is one event
      Given a person nominated for "CSTDCS" with everything in order
      When the unit clerk submits it on 2024-12-02
      And the same command arrives again
      Then the history has 2 events

    Scenario: An unknown award is answered with the nearest one
      When somebody is nominated for "CSTDC"
      Then the answer suggests "CSTDCS"
      And no dossier was opened
