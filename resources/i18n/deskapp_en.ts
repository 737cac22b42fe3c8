<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AfterwardsDesk</name>
    <message numerus="yes">
        <source>%n lines are to be mended, marked in their cells.</source>
        <translation>
            <numerusform>%n line is to be mended, marked in its cells.</numerusform>
            <numerusform>%n lines are to be mended, marked in their cells.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n lines can be entered.</source>
        <translation>
            <numerusform>This line can be entered.</numerusform>
            <numerusform>All %n lines can be entered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines are entered.</source>
        <translation>
            <numerusform>%n line is entered.</numerusform>
            <numerusform>%n lines are entered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were refused and stay here with the reason.</source>
        <translation>
            <numerusform>%n was refused and stays here with the reason.</numerusform>
            <numerusform>%n were refused and stay here with the reason.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message numerus="yes">
        <source>%n must-read notes to read: {title}</source>
        <translation>
            <numerusform>%n must-read note to read: {title}</numerusform>
            <numerusform>%n must-read notes to read: {title}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AttachmentsPart</name>
    <message numerus="yes">
        <source>%n file(s) were chosen for {number} and not attached.</source>
        <translation>
            <numerusform>%n file was chosen for {number} and not attached.</numerusform>
            <numerusform>%n files were chosen for {number} and not attached.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{number}: %n attached</source>
        <translation>
            <numerusform>{number}: one file attached</numerusform>
            <numerusform>{number}: %n files attached</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CabinetSteps</name>
    <message numerus="yes">
        <source>%n set(s) hung in {name}</source>
        <translation>
            <numerusform>%n set hung in {name}</numerusform>
            <numerusform>%n sets hung in {name}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CalendarDesk</name>
    <message numerus="yes">
        <source>%n day(s) imported.</source>
        <translation>
            <numerusform>%n day imported.</numerusform>
            <numerusform>%n days imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChainPage</name>
    <message numerus="yes">
        <source>Sound: %n entries, none touched.</source>
        <translation>
            <numerusform>Sound: %n entry, not touched.</numerusform>
            <numerusform>Sound: %n entries, none touched.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesList</name>
    <message numerus="yes">
        <source>Edition {new} against {old}: %n change(s)</source>
        <translation>
            <numerusform>Edition {new} against {old}: %n change</numerusform>
            <numerusform>Edition {new} against {old}: %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountBoard</name>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmergencyBar</name>
    <message numerus="yes">
        <source>%n emergencies wait to be passed on</source>
        <translation>
            <numerusform>%n emergency waits to be passed on</numerusform>
            <numerusform>%n emergencies wait to be passed on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExcelPage</name>
    <message numerus="yes">
        <source>%n cell(s) must be mended in the workbook first. Nothing was written.</source>
        <translation>
            <numerusform>%n cell must be mended in the workbook first. Nothing was written.</numerusform>
            <numerusform>%n cells must be mended in the workbook first. Nothing was written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FaultsPage</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GeneratePage</name>
    <message numerus="yes">
        <source>%n roster(s) found.</source>
        <translation>
            <numerusform>%n roster found.</numerusform>
            <numerusform>%n rosters found.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogActs</name>
    <message numerus="yes">
        <source>%n entries read</source>
        <translation>
            <numerusform>%n entry read</numerusform>
            <numerusform>%n entries read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days countersigned.</source>
        <translation>
            <numerusform>%n day countersigned.</numerusform>
            <numerusform>%n days countersigned.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message numerus="yes">
        <source>%n PDF(s) still wait to be printed.</source>
        <translation>
            <numerusform>%n PDF still waits to be printed.</numerusform>
            <numerusform>%n PDFs still wait to be printed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueRun</name>
    <message numerus="yes">
        <source>%n sent to the printer; nothing waits any more.</source>
        <translation>
            <numerusform>%n sent to the printer; nothing waits any more.</numerusform>
            <numerusform>%n sent to the printer; nothing waits any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still wait to be printed: {reason}.</source>
        <translation>
            <numerusform>%n still waits to be printed: {reason}.</numerusform>
            <numerusform>%n still wait to be printed: {reason}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reminders</name>
    <message numerus="yes">
        <source>%n are late</source>
        <extracomment>Where a register has more than Today lists singly, its further clocks are looked up this far ahead.</extracomment>
        <translation>
            <numerusform>%n is late</numerusform>
            <numerusform>%n are late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fell due while nobody was signed in</source>
        <translation>
            <numerusform>%n fell due while nobody was signed in</numerusform>
            <numerusform>%n fell due while nobody was signed in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fall due soon</source>
        <translation>
            <numerusform>%n falls due soon</numerusform>
            <numerusform>%n fall due soon</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have fallen due</source>
        <translation>
            <numerusform>%n has fallen due</numerusform>
            <numerusform>%n have fallen due</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReturnBoard</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n should be gone already</source>
        <translation>
            <numerusform>%n should be gone already</numerusform>
            <numerusform>%n should be gone already</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RosterActs</name>
    <message numerus="yes">
        <source>%n rule(s) are broken: say below why it is published all the same.</source>
        <translation>
            <numerusform>%n rule is broken: say below why it is published all the same.</numerusform>
            <numerusform>%n rules are broken: say below why it is published all the same.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RosterFaults</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RosterTop</name>
    <message numerus="yes">
        <source>! %n broken</source>
        <translation>
            <numerusform>! %n broken</numerusform>
            <numerusform>! %n broken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulePage</name>
    <message numerus="yes">
        <source>%n running clock(s) still go by {span}, as when they started.</source>
        <translation>
            <numerusform>%n running clock still goes by {span}, as when it started.</numerusform>
            <numerusform>%n running clocks still go by {span}, as when they started.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running clock(s) go by the value of today.</source>
        <translation>
            <numerusform>%n running clock goes by the value of today.</numerusform>
            <numerusform>%n running clocks go by the value of today.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulebookDesk</name>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed here</source>
        <translation>
            <numerusform>%n changed here</numerusform>
            <numerusform>%n changed here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running clock(s) keep the number they started with.</source>
        <translation>
            <numerusform>%n running clock keeps the number it started with.</numerusform>
            <numerusform>%n running clocks keep the number they started with.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShelfPage</name>
    <message numerus="yes">
        <source>{place}: %n item(s)</source>
        <translation>
            <numerusform>{place}: %n item</numerusform>
            <numerusform>{place}: %n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%n waiting to print</source>
        <translation>
            <numerusform>%n waiting to print</numerusform>
            <numerusform>%n waiting to print</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>YearPicture</name>
    <message numerus="yes">
        <source>%n working</source>
        <translation>
            <numerusform>%n working</numerusform>
            <numerusform>%n working</numerusform>
        </translation>
    </message>
</context>
</TS>
