Feature: Why, and what can still be done
  Whoever asks is told why a verdict is what it is, from which article, and what can still be done
  about it. What is past or protected is never suggested to be another.

  Rule: What can still be done is named, and it is enough

    Scenario Outline: A vote that is short names the votes that are needed
      Given a person for "CSTDCS" who meets every criterion
      But the council of <members> members gave <votes> votes
      When the clerk asks why on 2025-01-10
      Then the reason that decides is "c.vote", from "Điều 30 khoản 7"
      And the answer is to have <needed> votes instead of <votes>
      And with that done the verdict is "eligible"

      Examples: the share is taken of all members, 80 percent
        | members | votes | needed |
        | 15      | 11    | 12     |
        | 17      | 13    | 14     |
        | 5       | 3     | 4      |

    Scenario: Each paper that is absent is to be added
      Given a person for "CSTDCS" who meets every criterion
      But the papers "to_trinh" and "bien_ban" are absent
      When the clerk asks why on 2025-01-10
      Then the clerk is told to add the papers "to_trinh" and "bien_ban"
      And with that done the verdict is "eligible"

    Scenario: A list that nobody sent is to be sent, with the paper that settles it
      Given a person for "CSTDCS" who meets every criterion
      But nobody has sent "discipline"
      When the clerk asks why on 2025-01-10
      Then the clerk is told to send "discipline", with "Confirmation of disciplinary measures"
      And with that done the verdict is "eligible"

    Scenario: A question is put to the body that answers it
      Given a person for "CSTDCS" who meets every criterion
      But a reprimand was given in the award year
      When the clerk asks why on 2025-01-10
      Then the clerk is told that "c.discipline" has to be answered
      And with that done the verdict is "eligible"

  Rule: What is past or protected stays what it is

    Scenario Outline: A certain no of the past is said plainly
      Given a person for "CSTDCS" who meets every criterion
      But <what> is "<value>"
      When the clerk asks why on 2025-01-10
      Then the clerk is told that nothing can still be done
      And the answer names "<names>" and suggests nothing

      Examples:
        | what                   | value     | names                           |
        | the rating on file     | HTNV      | Ratings                         |
        | the kind of nominee    | household | Kind of nominee                 |
        | the months of service  | 4         | Months worked in the award year |

    Scenario: Votes that could still come do not soften a no of the past
      Given a person for "CSTDCS" who meets every criterion
      But the council of 15 members gave 11 votes
      And the rating on file is "HTNV"
      When the clerk asks why on 2025-01-10
      Then the clerk is told that nothing can still be done

  Rule: The rules of a day can be read as sentences

    Scenario: What changed with a new decree is told
      When somebody reads the rules of "CO_TINH" on 2025-07-01
      Then the law "V2022b" is named with its first day "2025-07-01"
      And each criterion stands under the stage at which it is due
      And "c.vote" is said to have another source than before

    Scenario: Rules that nobody has loaded are not made up
      When somebody reads the rules of "CSTDCS" on 2026-12-01
      Then the law "V2026" is named with its first day "2026-10-01"
      And no criterion is shown
