Feature: Many dossiers at once
  A secretary with forty dossiers wants to find them by a few words and to do one act on all that
  are ready, without moving one by mistake and without losing sight of those that are not.

  Background:
    Given drafts of "Nguyễn Thị Đường", "Trần Văn Dương" and "Lê Hoà"
    And a draft of "Lê Hòa Bình" whose papers are missing

  Rule: Words find names as people write them

    Scenario: Without marks every name is found that it may be
      When somebody searches for "duong"
      Then "Nguyễn Thị Đường" and "Trần Văn Dương" are found

    Scenario: With marks just that name is found
      When somebody searches for "đường"
      Then only "Nguyễn Thị Đường" is found

    Scenario: Where the mark is written does not matter
      When somebody searches for "hòa"
      Then "Lê Hoà" and "Lê Hòa Bình" are found

    Scenario: Conditions are asked in Vietnamese or English words
      When somebody searches for "trang-thai:draft cho:unit_clerk -lê"
      Then "Nguyễn Thị Đường" and "Trần Văn Dương" are found

    Scenario: People stand by their given names
      When the list is asked for by name
      Then it reads "Lê Hòa Bình", "Trần Văn Dương", "Nguyễn Thị Đường", "Lê Hoà"

    Scenario: A question with mistakes is answered with all of them
      When somebody searches for "tuoi:5 han:mai"
      Then 2 mistakes are told, each with its place

  Rule: What was looked at is done, and nothing else

    Scenario: A preview groups what is held by its reasons
      When the clerk looks ahead at submitting every draft
      Then 3 dossiers would move and 1 is held because of its papers
      And nothing has been recorded

    Scenario: The plan is applied
      Given the clerk has looked ahead at submitting every draft
      When the clerk applies the plan
      Then 3 dossiers stand in "council_review" and 1 in "draft"

    Scenario: A plan that was overtaken is refused whole
      Given the clerk has looked ahead at submitting every draft
      And the draft of "Trần Văn Dương" has been withdrawn meanwhile
      When the clerk applies the plan
      Then the plan is refused because of 1 dossier
      And 3 dossiers stand in "draft" and 1 in "withdrawn"

    Scenario: A plan that was broken off goes on where it stopped
      Given the clerk has looked ahead at submitting every draft
      And the work broke off after 2 dossiers
      When the clerk applies the plan
      Then 3 dossiers stand in "council_review" and 1 in "draft"
      And every dossier was submitted once

    Scenario: An edited plan is refused
      Given the clerk has looked ahead at submitting every draft
      When somebody writes another act into the plan
      Then the plan cannot be used
