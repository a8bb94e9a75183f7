Feature: Seeing the effect of a change
  Before rules are handed in their author sees what no example shows, whom a change touches, and
  which dossiers would get another verdict.

  Background:
    Given an own copy of the rules of "CSTDCS" with its examples

  Rule: Each criterion is shown as a yes, as a no, and as not known

    Scenario Outline: A result that no example shows is named
      When every example is deleted in which <what>
      Then the coverage says that "<criterion>" is never "<result>"

      Examples:
        | what                                  | criterion | result  |
        | the vote is short                     | c.vote    | not met |
        | the vote is not known                 | c.vote    | unknown |
        | the months of service are not known   | c.service | unknown |

    Scenario: A way that no example takes is named
      When every example of ingenuity in combat is deleted
      Then the coverage names the way "c.merit.combat"

    Scenario: The examples that come with the program leave nothing out
      Then the coverage is complete
      And every small change is noticed

  Rule: A slip that no example would notice is named

    Scenario: Without the example just below the share, a lower share would pass
      When every example is deleted in which the vote is short
      Then the change from ">= 80%" to ">= 79%" is said to pass unnoticed

    Scenario: A harmless change is accepted with its reason
      Given every example is deleted in which the vote is short
      When each change that passes is explained with "the council has five members"
      Then the reason "the council has five members" stands beside it
      And nothing is left to explain

    Scenario: An explanation of something that no longer passes is told
      When the change "V2022a/c.vote: gone -> gone" is explained in vain
      Then the explanation of "V2022a/c.vote: gone -> gone" is told as one in vain

  Rule: A change is told in words, with somebody whom it touches

    Scenario Outline: Stricter or looser is said, with a case that shows it
      When the share of the vote is changed to "unit_council.approvals / unit_council.members >= <share>%"
      Then the comparison says that "c.vote" got "<direction>"
      And it shows somebody whose verdict goes from "<before>" to "<after>"

      Examples:
        | share | direction | before       | after        |
        | 85    | stricter  | eligible     | not eligible |
        | 75    | looser    | not eligible | eligible     |

    Scenario: A changed comment changes nobody
      When the file is written untidily and with the comment "# agreed on 12 May"
      Then the two files say the same

    Scenario: Changed words are told, and nobody is judged otherwise
      When "The council's vote is not on file." is changed to "The council has not voted."
      Then the comparison says that only words of "c.vote" changed
      And it says that nobody is judged differently

    Scenario: Rules of two awards are not compared
      When the file is compared with the rules of "CO_TINH"
      Then the answer names both "CSTDCS" and "CO_TINH"

  Rule: A draft can be tried on one person before anybody sees it

    Scenario: The draft says what a person would still need
      Given the share of the vote was changed to "unit_council.approvals / unit_council.members >= 85%"
      When the draft is asked why somebody with 12 of 15 votes is not eligible
      Then the answer is to have 13 votes where there are 12

    Scenario: The draft can be read as sentences
      Given the share of the vote was changed to "unit_council.approvals / unit_council.members >= 85%"
      When the draft is read for 2025-01-10
      Then it says "at least 85 %" under "c.vote"

  Rule: Whoever would be affected is known before the rules are

    Scenario Outline: Recorded dossiers that would get another verdict are named
      Given received dossiers with 12, 13 and 15 of 15 votes
      When the author asks whom a share of <share> would touch from 2024-01-01
      Then these are the dossiers with "<votes>" votes

      Examples:
        | share | votes  |
        | 80%   |        |
        | 85%   | 12     |
        | 90%   | 12, 13 |

    Scenario: Dossiers received before the day of effect are not touched
      Given received dossiers with 12, 13 and 15 of 15 votes
      When the author asks whom a share of 90% would touch from 2025-01-01
      Then these are the dossiers with "" votes

    Scenario: Before handing in they are counted by direction, unit and criterion, and named
      Given received dossiers with 12, 13 and 15 of 15 votes
      And the share of the vote was changed to "unit_council.approvals / unit_council.members >= 90%"
      When the author asks for the impact of the file from 2024-01-01
      Then 2 of 3 dossiers are judged more strictly: those with 12 and with 13 votes
      And they are counted under their unit and under "c.vote"
      And no publication is listed

    Scenario: An expectation that is too low is told with the count and the dossiers
      Given received dossiers with 12, 13 and 15 of 15 votes
      And stricter rules were handed in that may change 1 dossiers
      When the approver publishes them
      Then the approver is told that 2 would change instead of 1
      And the dossiers with 12 and with 13 votes are named

  Rule: What was handed in is what is published

    Scenario: A file edited after it was handed in changes nothing
      Given the file was handed in as it is
      When the share of the vote is changed to "unit_council.approvals / unit_council.members >= 85%"
      And a second person publishes what was handed in
      Then the rules in force are those that were handed in, and not the edited file

    Scenario: A file whose examples do not hold is not handed in
      When the share of the vote is changed to "unit_council.approvals / unit_council.members >= 85%"
      And the file is handed in
      Then it is refused for "examples-hold"
      And no publication is listed
