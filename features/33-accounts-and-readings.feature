Feature: Accounts, roles and who has read a dossier
  People sign in by themselves and act in the roles that somebody gave them, for their units and on their days. Who gave a role,
  and who has looked at whose dossier, is on record like every act.

  Rule: A role holds for its unit and its days

    Scenario: A clerk acts for the own unit
      Given "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"
      Then "clerk-1" may do "submit" for "so-cong-thuong"
      And "clerk-1" may not do "submit" for "so-noi-vu", for "another unit"

    Scenario: A role that somebody does not have
      Given "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"
      Then "clerk-1" may not do "approve" for "so-cong-thuong", for "one of these roles is needed"

    Scenario: Somebody leaves the office
      Given "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"
      When the role "unit_clerk" of "so-cong-thuong" is withdrawn from "clerk-1"
      Then "clerk-1" may not do "submit" for "so-cong-thuong", for "does not hold on"
      And on 2024-06-03 "clerk-1" could do "submit" for "so-cong-thuong"

    Scenario: Nobody gives oneself a role
      Given "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"
      When "clerk-1" gives "clerk-1" the role "unit_head" of "so-cong-thuong"
      Then that is not possible, for "their own account"

    Scenario: An auditor reads everything and changes nothing
      Given "auditor-1" has an account as "auditor"
      Then "auditor-1" sees the dossiers of "so-cong-thuong" and of "so-noi-vu"
      And "auditor-1" may do no act of any workflow

    Scenario: Policy staff see rules and nobody's dossier
      Given "policy-1" has an account as "policy"
      Then "policy-1" sees no dossiers

  Rule: Who is let in is told nothing about others

    Scenario: A wrong password and an unknown account sound alike
      Given "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"
      And "clerk-1" has a password
      When somebody signs in as "clerk-1" with a wrong password
      And somebody signs in as "nobody-1" with a wrong password
      Then both are told the same

    Scenario: Failing again and again means waiting, with the right password too
      Given "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"
      And "clerk-1" has a password
      When somebody signs in as "clerk-1" with a wrong password 5 times
      And "clerk-1" signs in
      Then they have to wait 1 second

    Scenario: A closed account ends what is open
      Given "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"
      And "clerk-1" has a password
      And "clerk-1" signs in
      When the account of "clerk-1" is closed
      Then the session is over

  Rule: An auditor can ask who held which role and who has read what

    Scenario: Readings are recorded once a day and beside the dossier
      Given a person nominated for "CSTDCS" with everything in order
      And "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"
      And "auditor-1" has an account as "auditor"
      When "clerk-1" reads the dossier three times on 2025-01-06
      And "auditor-1" reads the dossier three times on 2025-01-06
      Then the readings on record are those of "clerk-1, auditor-1"
      And the whole history verifies

    Scenario: A role that was written into the table is found
      Given "clerk-1" has an account as "unit_clerk" of "so-cong-thuong"
      When somebody with a tool of their own makes "clerk-1" an administrator
      Then replay names "clerk-1"
