Feature: Councils that share a database and do not see each other
  Two departments keep their dossiers on one server. Each works as if it were alone there: a name,
  a number, a count or a question about the other's dossiers tells it nothing.

  Background:
    Given the department of industry has proposed "Nguyễn Văn Mẫu" and "Trần Thị Ví Dụ"
    And the department of home affairs has proposed "Nguyễn Văn Mẫu"

  Rule: What belongs to another department is not there

    Scenario: The list of a department
      When the department of industry lists its dossiers
      Then it sees 2 dossiers, all of its own

    Scenario: A name that the other department has as well
      When the department of home affairs searches for "vi du"
      Then it finds nothing

    Scenario: A number of the other department
      When the department of home affairs asks for the first dossier of industry
      Then it is told that no such dossier exists

    Scenario: Someone who may be the same nominee
      When the department of industry proposes "Nguyễn Văn Mẫu" once more
      Then it is told of 1 namesake, its own

    Scenario: The past
      When the department of home affairs looks back at the end of last year
      Then it sees 1 dossier, all of its own

  Rule: Nobody writes for another department

    Scenario: A proposal for the other department
      When the department of home affairs proposes for the department of industry
      Then it is refused, and industry still has 2 dossiers

    Scenario: An act on a dossier of the other department
      When the department of home affairs submits the first dossier of industry
      Then it is told that no such dossier exists

    Scenario: Both send a command under the same key
      When both departments submit their first dossier under one key
      Then each gets the answer about its own dossier

  Rule: What concerns everybody is done by the office that keeps the record

    Scenario: The office sees all of it
      When the office lists the dossiers
      Then it sees 3 dossiers of 2 departments

    Scenario: A department cannot number the log
      When the department of industry wants to number the log
      Then it is told that this needs the whole record
