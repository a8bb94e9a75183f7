Feature: Files that policy staff keep
  Law is written in files; a mistake comes back with its place and what was meant, all of them at once.

  Rule: Every mistake is told at once, with place and suggestion

    Scenario: Three slips in a rules file are three answers
      Given the rules file of "CSTDCS"
      When "ratings" is misspelt as "ratngs", the article of a source is deleted, and a criterion is repeated
      Then each of the three mistakes is told with its line
      And the nearest word "ratings" is suggested

    Scenario: A word that YAML would change is kept or refused
      Given the rules file of "CSTDCS"
      When a whole number is written as "010"
      Then the mistake names the words "010"

    Scenario: Text with separate marks is refused
      Given the rules file of "CSTDCS"
      When the text "Hòa" is written with separate marks
      Then the mistake says that it is not composed

  Rule: A workflow that cannot end is refused when it is read

    Scenario Outline: A workflow file with a flaw is refused
      Given the provincial workflow file
      When <flaw>
      Then the mistake "<code>" is told with its line

      Examples:
        | flaw                                          | code          |
        | an act leads to the unknown state "aproved"   | unknown-state |
        | an act needs the unknown requirement "papres" | unknown-requirement |
        | the state "suspended" has no way out          | dead-end      |

  Rule: Worked examples stand beside the rules and are run

    Scenario Outline: The examples of every award hold
      When the examples of "<award>" are run
      Then all of them pass
      And there is one for every law version

      Examples:
        | award     |
        | CSTDCS    |
        | CSTD_TINH |
        | CO_TINH   |

  Rule: Award money comes from dated numbers, or is said not to be known

    Scenario Outline: The multiple counts the base salary of the day of the decision
      Given the file of award money
      When the money of "<award>" for <to> is asked for on <day>
      Then it is <amount> đồng

      Examples: a sum that is no whole ten thousand is rounded up
        | award   | to            | day        | amount    |
        | LDTT    | an individual | 2025-12-20 | 710.000   |
        | CSTDCS  | an individual | 2025-12-31 | 2.340.000 |
        | TTLDTT  | a collective  | 2025-07-01 | 1.880.000 |

    Scenario: A base salary that was not read makes no amount
      Given the file of award money
      When the money of "CSTDCS" for an individual is asked for on 2026-01-01
      Then it is not known, and "Nghị định 161/2026/NĐ-CP" is named
