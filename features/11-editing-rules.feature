Feature: Editing rules
  Policy staff change a rules file with an editor.  Slips are told with their place, a change of law
  gets a version of its own, and an example that fails says by which criterion.

  Background:
    Given an own copy of the rules of "CSTDCS" with its examples

  Rule: A threshold is changed in three steps: mend the slip, read what breaks, correct the examples

    Scenario: A typo in the new threshold comes back with its place and the word that was meant
      When the share of the vote is changed to "unit_council.aprovals / unit_council.members >= 85%"
      And the file is checked
      Then the slip "unit_council.aprovals" is told where it stands, with a caret below it
      And the word "unit_council.approvals" is suggested

    Scenario: A threshold that was changed in the condition alone is told in what people read
      When the share of the vote is changed to "unit_council.approvals / unit_council.members >= 85%"
      And the file is checked
      Then the slip is of the kind "number-not-in-rule"
      And the word "85 %" is suggested

    Scenario: With the typo mended, the example that breaks is named with the criterion
      When the share of the vote is changed to "unit_council.approvals / unit_council.members >= 85%"
      And what is said of it is changed from "80 %" to "85 %"
      And the file is checked
      Then the file is fine
      When the examples are run
      Then 1 example fails, by "c.vote" with "Điều 30 khoản 7"

    Scenario: With the example corrected, all of them hold
      Given the share of the vote was changed to "unit_council.approvals / unit_council.members >= 85%"
      When the example of exactly 80 percent is corrected to "not_eligible"
      And the examples are run
      Then no example fails

    Scenario: Every slip is told at once
      When the share of the vote is changed to "unit_council.aprovals / unit_council.members >= 85%"
      And "due: council" is changed to "due: concil"
      And the file is checked
      Then the words "unit_council.aprovals" and "concil" are both told

    Scenario Outline: The code of a slip leads to how it is mended
      When "<words>" is changed to "<slip>"
      And the file is checked
      Then the slip is of the kind "<code>"
      And that kind is explained with an example of the slip and one without it

      Examples:
        | words                | slip                  | code         |
        | service_months >= 6  | service_month >= 6    | unknown-name |
        | any: titles          | any: title            | unknown-fact |
        | due: council         | due: concil           | not-one-of   |
        | severity: return_to_sender | severty: return_to_sender | unknown-key |

  Rule: Why an example fails can be read

    Scenario: An example that fails says what was expected, what came out, and by which criterion
      When an example expects "eligible" of somebody with 4 months of service
      And the examples are run
      Then the answer says that "eligible" was expected and "not_eligible" came out
      And it says of "c.service" that 4 months are too few

    Scenario: The right verdict for another reason is not enough
      When an example of 4 months of service expects "not_eligible" because of "c.vote"
      And the examples are run
      Then the answer says that "c.vote" was expected and "c.service" came out
      And it says of "c.service" that 4 months are too few

    Scenario: An example of something that is not known names what would settle it
      When an example expects "eligible" of somebody whose service is not known
      And the examples are run
      Then the answer says that "eligible" was expected and "undetermined" came out
      And it says of "c.service" that the months are not known

    Scenario: An example that names a criterion which is not there is refused
      When an example of 4 months of service expects "not_eligible" because of "c.votes"
      And the examples are run
      Then the word "c.vote" is suggested

  Rule: A new law is a version with its day

    Scenario Outline: What changed is replaced, the rest is inherited, and the day of receipt selects
      Given the version "V2022b" asks for 9 months and inherits the rest
      Then somebody with <months> months gets under <law> on <day>: <verdict>

      Examples: the decree is in force from 2025-07-01
        | months | day        | law    | verdict      |
        | 6      | 2025-06-30 | V2022a | eligible     |
        | 6      | 2025-07-01 | V2022b | not_eligible |
        | 9      | 2025-07-01 | V2022b | eligible     |

    Scenario: A criterion that the version before does not have cannot be replaced
      When the version "V2022b" replaces "c.votes"
      And the file is checked
      Then the word "c.vote" is suggested

    Scenario: A version that inherits from itself in a circle is refused
      When the version "V2022a" inherits from "V2022b", which inherits from it
      And the file is checked
      Then the slip is of the kind "not-above"

    Scenario: A law that an award forgets is told
      When the version "V2003" is removed
      And the file is checked
      Then the slip is of the kind "missing-version"

    Scenario Outline: Between two laws there is no day without law, and none with two
      When the law "V2022a" is written to end on <day>
      Then the laws are refused because of a "<flaw>"

      Examples: the next law begins on 2025-07-01
        | day        | flaw    |
        | 2025-06-29 | gap     |
        | 2025-07-01 | overlap |

  Rule: The form of a file is settled, and its meaning and its comments stay

    Scenario: Laying a file out keeps every comment and changes nobody's verdict
      When the file is written untidily and with the comment "# agreed on 12 May"
      And the file is laid out
      Then the comment "# agreed on 12 May" is still there
      And the two files say the same
      And laying it out again changes nothing

    Scenario: A file that cannot be read is left as it is
      When the file breaks off within a list
      And the file is laid out
      Then it is left as it was, and the place where it breaks off is told

    Scenario: The editor is told where the keys are explained
      Then the first line of the file names a schema that comes with the program
      And the editor can offer "proposal, council, cluster, province" for "due"
