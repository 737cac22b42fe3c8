<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%n waiting to print</source>
        <translation>
            <numerusform>%n waiting to print</numerusform>
            <numerusform>%n waiting to print</numerusform>
        </translation>
    </message>
</context>
</TS>
