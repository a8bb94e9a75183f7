Feature: Pictures and forecasts
  Whoever plans a season wants to see where a dossier stands, what is closed and why, and how long a season takes
  before it begins.  Pictures and forecasts are made from the same file that runs the procedure, so they never say
  anything else.

  Rule: A picture says what it shows without colours and without being seen

    Scenario: The picture of a dossier shows where it is and where it was
      Given the workflow "provincial-award"
      And a dossier went by "submit" and "advance" to "cluster_review"
      When its picture is drawn
      Then the picture says "ĐANG Ở ĐÂY" once
      And 2 lines in it are thick and their acts have a dot
      And its description names the state "Cụm, khối thi đua đang bình xét"

    Scenario: A closed act is crossed out and says why
      Given the workflow "provincial-award"
      And a dossier went by "submit" to "council_review"
      And "advance" is closed because "Hội đồng chưa bỏ phiếu."
      When its picture is drawn
      Then the act "Chuyển lên cấp trên" is crossed out in it and says "Hội đồng chưa bỏ phiếu."

    Scenario Outline: Every shipped workflow has a picture and a book
      Given the workflow "<name>"
      When its picture is drawn
      And its procedure book is printed
      Then every act of it stands in the picture and in the book

      Examples:
        | name              |
        | provincial-award  |
        | rules-publication |
        | initiative        |

  Rule: A forecast takes the steps that the workflow allows

    Scenario: A forecast names the bottleneck
      Given the workflow "provincial-award"
      And the fictional rates that come with the program
      When 300 dossiers are sent through it
      Then every one of them comes to an end
      And most days pass in "provincial_review"

    Scenario: The same seed gives the same forecast
      Given the workflow "provincial-award"
      And the fictional rates that come with the program
      When 100 dossiers are sent through it twice
      Then both forecasts are the same

    Scenario: A council that never agrees sends nothing on
      Given the workflow "provincial-award"
      And the fictional rates that come with the program
      But nobody in the unit's council votes in favour
      When 100 dossiers are sent through it
      Then none of them comes to "cluster_review"

    Scenario: Rates that are not a whole are refused with their place
      Given the workflow "provincial-award"
      And the fictional rates that come with the program
      But a share in "draft" is 5 too small
      When 100 dossiers are sent through it
      Then that is refused at the line of "draft", because the shares are 95 in all
