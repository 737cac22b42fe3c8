<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AfterwardsDesk</name>
    <message>
        <source>Entered as</source>
        <extracomment>After the columns of the paper: what became of the line.</extracomment>
        <translation>已登记为</translation>
    </message>
    <message>
        <source>being entered</source>
        <translation>正在登记</translation>
    </message>
    <message>
        <source>{count} to mend</source>
        <translation>{count} 处待更正</translation>
    </message>
    <message>
        <source>A time without a day is of the day above.</source>
        <extracomment>So many copies of each blank form are looked at first. A page of less height, in characters, is all grid.</extracomment>
        <translation>只写时间的，日期同上一行。</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Enter all</source>
        <translation>全部登记</translation>
    </message>
    <message>
        <source>Clear entered</source>
        <translation>移去已登记行</translation>
    </message>
    <message>
        <source>Lights-out pages</source>
        <translation>停电应急页</translation>
    </message>
    <message>
        <source>Blank forms</source>
        <translation>空白表单</translation>
    </message>
    <message>
        <source>There is nothing to check yet.</source>
        <translation>还没有可核对的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n lines are to be mended, marked in their cells.</source>
        <translation>
            <numerusform>有 %n 行需更正，已在单元格中标出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n lines can be entered.</source>
        <translation>
            <numerusform>%n 行均可登记。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to enter yet.</source>
        <translation>还没有可登记的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n lines are entered.</source>
        <translation>
            <numerusform>已登记 %n 行。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were refused and stay here with the reason.</source>
        <translation>
            <numerusform>%n 行未能登记，原因见单元格。</numerusform>
        </translation>
    </message>
    <message>
        <source>Entered as {number}. Enter opens it.</source>
        <translation>已登记为 {number}，按回车键打开。</translation>
    </message>
    <message>
        <source>This page is not part of your work</source>
        <translation>此页不属于您的岗位</translation>
    </message>
    <message>
        <source>Type line by line, or paste from a table program. Ctrl+D copies from the cell above.</source>
        <translation>逐行录入，或从电子表格粘贴；Ctrl+D 复制上一格。</translation>
    </message>
    <message>
        <source>Check every line</source>
        <translation>核对各行</translation>
    </message>
    <message>
        <source>Enter every line that is right</source>
        <translation>登记所有无误的行</translation>
    </message>
    <message>
        <source>On to the next cell</source>
        <translation>到下一格</translation>
    </message>
    <message>
        <source>On to the next line; on an entered one, open it</source>
        <translation>到下一行；在已登记的行上打开该记录</translation>
    </message>
    <message>
        <source>Copy from the cell above</source>
        <translation>复制上一格</translation>
    </message>
    <message>
        <source>Paste cells from a table program</source>
        <translation>粘贴电子表格中的单元格</translation>
    </message>
    <message>
        <source>Take back, make again</source>
        <translation>撤销、重做</translation>
    </message>
    <message>
        <source>Take the line off the sheet</source>
        <translation>删除此行</translation>
    </message>
    <message>
        <source>Take the entered lines off the sheet</source>
        <translation>移去已登记的行</translation>
    </message>
    <message>
        <source>Print the lights-out pages</source>
        <translation>打印停电应急页</translation>
    </message>
    <message>
        <source>Print the pad of blank forms</source>
        <translation>打印空白表单簿</translation>
    </message>
</context>
<context>
    <name>AppearanceCard</name>
    <message>
        <source>Appearance at this workplace</source>
        <extracomment>How the fields of ``Estate`` are called where the words know them by another name. From this text size on the cards stand below each other.</extracomment>
        <translation>本机外观</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>An emergency is heard</source>
        <translation>紧急求助发出提示音</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Show the words of the procedure (greeting, apology, parting)</source>
        <translation>在需要处显示规程用语（问候、道歉、告别）</translation>
    </message>
</context>
<context>
    <name>ArrivalBar</name>
    <message>
        <source>Read</source>
        <extracomment>Opens the oldest unread note, from anywhere. Takes the line away.</extracomment>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>You are not on the duty roster for this shift; the duty log notes it.</source>
        <translation>您不在当前班次的值班安排中，值班记录已注明。</translation>
    </message>
    <message>
        <source>You are not on the duty roster for this shift; the duty log notes it. On duty: {people}.</source>
        <translation>您不在当前班次的值班安排中，值班记录已注明。当班：{people}。</translation>
    </message>
    <message numerus="yes">
        <source>%n must-read notes to read: {title}</source>
        <translation>
            <numerusform>有 %n 条必读事项未读：{title}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AttachBox</name>
    <message>
        <source>Attach</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
</context>
<context>
    <name>AttachField</name>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>or drop them here</source>
        <translation>也可拖放到此处</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>不再添加</translation>
    </message>
    <message>
        <source>Photos and scans</source>
        <translation>照片和扫描件</translation>
    </message>
    <message>
        <source>Photos and scans (*.jpg *.jpeg *.png *.webp *.pdf)</source>
        <translation>照片和扫描件 (*.jpg *.jpeg *.png *.webp *.pdf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>There is no picture to paste. Copy one first, or a file.</source>
        <translation>剪贴板里没有图片，请先复制图片或文件。</translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>{number} is saved, but not its attachment {name}: {why}</source>
        <translation>{number} 已保存，但附件 {name} 未存上：{why}</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不添加</translation>
    </message>
    <message>
        <source>Leave {name} out</source>
        <translation>不添加 {name}</translation>
    </message>
</context>
<context>
    <name>AttachmentViewer</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>全图</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Page after</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Void…</source>
        <translation>作废…</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Further away</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Why it counts no more</source>
        <translation>作废原因</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Void: {reason}</source>
        <translation>已作废：{reason}</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>另存为文件</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
</context>
<context>
    <name>AttachmentsPart</name>
    <message>
        <source>Attach a photo or scan</source>
        <extracomment>Opens what adds attachments, on every register&apos;s desk.</extracomment>
        <translation>添加照片或扫描件</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were chosen for {number} and not attached.</source>
        <translation>
            <numerusform>为 {number} 选的 %n 个文件没有添加。</numerusform>
        </translation>
    </message>
    <message>
        <source>Attachments ({count})</source>
        <translation>附件（{count}）</translation>
    </message>
    <message>
        <source>Void: {reason}</source>
        <translation>已作废：{reason}</translation>
    </message>
    <message>
        <source>Nothing is attached here.</source>
        <translation>此处没有附件。</translation>
    </message>
    <message numerus="yes">
        <source>{number}: %n attached</source>
        <translation>
            <numerusform>{number} 已添加 %n 个附件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CabinetSteps</name>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Hooks are numbered from it along the rows: A001, A002…</source>
        <extracomment>Where drafts of this desk&apos;s forms belong: the picture of the cabinet has its own. What the next set begins with after one was hung.</extracomment>
        <translation>挂位按行从它编号：A001、A002……</translation>
    </message>
    <message>
        <source>Left empty, the next free hook is taken.</source>
        <translation>空着则挂到下一个空挂位。</translation>
    </message>
    <message>
        <source>{units} sets to hang, {free} hooks are free: {missing} are missing.</source>
        <translation>需上柜 {units} 串，空挂位 {free} 个，还差 {missing} 个。</translation>
    </message>
    <message>
        <source>{units} sets to hang, {free} hooks are free.</source>
        <translation>需上柜 {units} 串，空挂位 {free} 个。</translation>
    </message>
    <message>
        <source>{name} is hung up; the next one…</source>
        <translation>{name} 已上柜，继续下一串……</translation>
    </message>
    <message numerus="yes">
        <source>%n set(s) hung in {name}</source>
        <translation>
            <numerusform>{name} 柜上柜 %n 串</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} is taken down</source>
        <translation>{name} 柜已撤下</translation>
    </message>
    <message>
        <source>Import from Excel…</source>
        <translation>从 Excel 导入…</translation>
    </message>
    <message>
        <source>Export to Excel…</source>
        <translation>导出到 Excel…</translation>
    </message>
    <message>
        <source>key cabinets.xlsx</source>
        <translation>钥匙柜.xlsx</translation>
    </message>
    <message>
        <source>Empty template…</source>
        <translation>空白模板…</translation>
    </message>
    <message>
        <source>key template.xlsx</source>
        <translation>钥匙柜模板.xlsx</translation>
    </message>
    <message>
        <source>Import from Excel</source>
        <translation>从 Excel 导入</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新核对</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Write an Excel workbook</source>
        <translation>写出 Excel 工作簿</translation>
    </message>
    <message>
        <source>{path} is written.</source>
        <translation>已写出 {path}。</translation>
    </message>
</context>
<context>
    <name>CabinetsDesk</name>
    <message>
        <source>Put a cabinet up by rows and hooks, then hang a building&apos;s keys at once or take them from Excel.</source>
        <translation>先按行列建柜，再按楼栋批量上柜，或从 Excel 导入。</translation>
    </message>
    <message>
        <source>+ Cabinet</source>
        <translation>+ 钥匙柜</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>空挂位</translation>
    </message>
    <message>
        <source>The counter keeps the key cabinets</source>
        <translation>钥匙柜由前台管理</translation>
    </message>
    <message>
        <source>F2 puts one up: 6 rows of 20 hooks, and a building&apos;s keys hang in it. Or Ctrl+M: from Excel.</source>
        <translation>按 F2 建柜，如 6 行 × 20 个挂位，随后整栋上柜；也可按 Ctrl+M 从 Excel 导入。</translation>
    </message>
    <message>
        <source>No key cabinet yet</source>
        <translation>还没有钥匙柜</translation>
    </message>
    <message>
        <source>{name} · taken down</source>
        <translation>{name} · 已撤</translation>
    </message>
    <message>
        <source>{rows} × {columns}</source>
        <translation>{rows} × {columns}</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>挂位</translation>
    </message>
    <message>
        <source>taken down</source>
        <translation>已撤</translation>
    </message>
    <message>
        <source>{rows} rows of {columns} hooks</source>
        <translation>{rows} 行，每行 {columns} 个挂位</translation>
    </message>
    <message>
        <source>Rows, name, taking down, Excel</source>
        <translation>加行、改名、撤柜、Excel</translation>
    </message>
    <message>
        <source>Into the page; in a form, on to the next field</source>
        <translation>进入右侧；在表单里到下一项</translation>
    </message>
</context>
<context>
    <name>CalendarDesk</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>The year before</source>
        <translation>上一年</translation>
    </message>
    <message>
        <source>The next year</source>
        <translation>下一年</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>{rest} day off · {work} make-up working day · ◆ set by the office</source>
        <translation>{rest} 放假 · {work} 调休上班 · ◆ 本处设定</translation>
    </message>
    <message>
        <source>The make-up working days of {year} are not announced yet: holidays stand by the law alone. Once they are, import them here.</source>
        <translation>{year} 年调休安排尚未公布，目前只列法定节假日。公布后可在此导入。</translation>
    </message>
    <message>
        <source>Set this day</source>
        <translation>设定这一天</translation>
    </message>
    <message>
        <source>As the country has it</source>
        <translation>恢复国家安排</translation>
    </message>
    <message>
        <source>{day} is set. Running clocks keep their time.</source>
        <translation>{day} 已设定，正在计时的时限不变。</translation>
    </message>
    <message>
        <source>Supervisors and the director change the calendar.</source>
        <translation>工作日历由客服主管、管理处主任修改。</translation>
    </message>
    <message>
        <source>Set a day</source>
        <translation>设定日期</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Import days</source>
        <translation>导入日期</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) imported.</source>
        <translation>
            <numerusform>已导入 %n 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>Write the days of {year}</source>
        <translation>导出 {year} 年的日期</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>working calendar {year}.txt</source>
        <translation>{year}年工作日历.txt</translation>
    </message>
    <message>
        <source>{path} is written.</source>
        <translation>已写入 {path}。</translation>
    </message>
    <message>
        <source>A day, a week back or on</source>
        <translation>前后一天、一周</translation>
    </message>
    <message>
        <source>A month back or on; with Shift a year</source>
        <translation>前后一个月，按住 Shift 为一年</translation>
    </message>
    <message>
        <source>Set the day</source>
        <translation>设定这一天</translation>
    </message>
</context>
<context>
    <name>CallBoard</name>
    <message>
        <source>Reached</source>
        <translation>已联系</translation>
    </message>
    <message>
        <source>Units to be phoned</source>
        <translation>待通知房号</translation>
    </message>
    <message>
        <source>Words if need be, Enter, then a letter</source>
        <translation>可先写说明，按回车，再按结果字母</translation>
    </message>
    <message>
        <source>{reached} / {total} reached · {left} to call</source>
        <translation>已联系 {reached} / {total} 户 · 未拨打 {left} 户</translation>
    </message>
    <message>
        <source>{reached} / {total} reached · {joining} take part · {left} to call</source>
        <translation>已联系 {reached} / {total} 户 · 参加 {joining} 户 · 未拨打 {left} 户</translation>
    </message>
    <message>
        <source>no phone</source>
        <translation>无电话</translation>
    </message>
    <message>
        <source>Every unit was called. Ctrl+Enter reports the outcome.</source>
        <translation>已全部拨打，按 Ctrl+回车 上报结果。</translation>
    </message>
    <message>
        <source>{unit}: the last call was taken back</source>
        <translation>{unit} 已撤回最近一次登记</translation>
    </message>
</context>
<context>
    <name>CallsDesk</name>
    <message>
        <source>{total} units, {tried} called, {reached} reached, {joining} take part.</source>
        <extracomment>The field that each way of choosing units asks for. Steps about one unit begin with the one in front.</extracomment>
        <translation>共 {total} 户，已拨打 {tried} 户，已联系 {reached} 户，参加 {joining} 户。</translation>
    </message>
    <message>
        <source>{units} unit(s), {without} without a phone</source>
        <translation>共 {units} 户，其中 {without} 户无电话</translation>
    </message>
    <message>
        <source>To the words of a call, then to the results</source>
        <translation>写说明，再到结果</translation>
    </message>
    <message>
        <source>Take the unit&apos;s last call back</source>
        <translation>撤回该户最近一次登记</translation>
    </message>
    <message>
        <source>Take the unit off the list</source>
        <translation>移除该户</translation>
    </message>
    <message>
        <source>New call list</source>
        <translation>新建名单</translation>
    </message>
    <message>
        <source>F2 makes a list of units to be phoned, by a superior&apos;s order or for an activity.</source>
        <translation>按 F2 生成电话通知名单，用于领导安排的通知、回访或活动邀请。</translation>
    </message>
    <message>
        <source>No call list is overdue</source>
        <translation>没有逾期的名单</translation>
    </message>
    <message>
        <source>No call lists here</source>
        <translation>这里没有电话通知</translation>
    </message>
</context>
<context>
    <name>ChainPage</name>
    <message numerus="yes">
        <source>Sound: %n entries, none touched.</source>
        <translation>
            <numerusform>完好：共 %n 条，均未被改动。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChangesList</name>
    <message numerus="yes">
        <source>Edition {new} against {old}: %n change(s)</source>
        <translation>
            <numerusform>第 {new} 版与第 {old} 版相比：%n 处变动</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckIn</name>
    <message>
        <source>{number} is checked in already: {place}</source>
        <translation>{number} 已登记：{place}</translation>
    </message>
    <message>
        <source>{code} is no tracking number.</source>
        <translation>{code} 不是运单号。</translation>
    </message>
    <message>
        <source>{code} is scanned already; whose is it?</source>
        <translation>{code} 已扫过，请填收件人</translation>
    </message>
    <message>
        <source>{code} is scanned already; Enter saves it.</source>
        <translation>{code} 已扫过，按回车保存</translation>
    </message>
    <message>
        <source>{code} is scanned already: {number} {place}</source>
        <translation>{code} 已扫过：{number} {place}</translation>
    </message>
    <message>
        <source>Still lacks its addressee</source>
        <translation>尚缺收件人</translation>
    </message>
    <message>
        <source>The one before still lacks its addressee; both are kept. F5 goes to the list.</source>
        <translation>上一件尚缺收件人，两件均已保留。F5 进入列表。</translation>
    </message>
    <message>
        <source>{place} is a shelf place: scan the item first.</source>
        <translation>{place} 是货架位置，请先扫邮件。</translation>
    </message>
    <message>
        <source>Left on {time} ({number}, {state}). Ctrl+R: it has come again</source>
        <translation>该单号已于 {time} 离库（{number}，{state}）。Ctrl+R：再次到件</translation>
    </message>
    <message>
        <source>{count} waiting here</source>
        <translation>在库 {count} 件</translation>
    </message>
    <message>
        <source>Type the name that stands on it, then Ctrl+U.</source>
        <translation>请先输入面单上的姓名，再按 Ctrl+U。</translation>
    </message>
    <message>
        <source>{item}: a photo chosen for it is lost. {why}</source>
        <translation>{item}：已选的一张照片无法恢复。{why}</translation>
    </message>
    <message>
        <source>From a run that was interrupted</source>
        <translation>上次中断的收件</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>No.</source>
        <extracomment>Where the draft of a run belongs.</extracomment>
        <translation>序号</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>收件登记</translation>
    </message>
    <message>
        <source>Labels of the run</source>
        <translation>打印本批标签</translation>
    </message>
    <message>
        <source>Take the last back</source>
        <translation>撤回上一件</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>本批收件</translation>
    </message>
    <message>
        <source>Scan the first item</source>
        <translation>请扫描第一件</translation>
    </message>
    <message>
        <source>Each one is listed here with its place. F5 goes into the list, Ctrl+D: damaged, Ctrl+U: unknown.</source>
        <translation>每登记一件，这里就列出它的货架位置。F5 进入列表，Ctrl+D 登记破损，Ctrl+U 查无此人。</translation>
    </message>
    <message>
        <source>Still lacks its addressee</source>
        <translation>尚缺收件人</translation>
    </message>
    <message>
        <source>In the strip above</source>
        <translation>正在上方办理</translation>
    </message>
    <message>
        <source>In this run: {count}</source>
        <translation>本批 {count} 件</translation>
    </message>
    <message>
        <source> · {count} to complete</source>
        <translation>，待补全 {count} 件</translation>
    </message>
</context>
<context>
    <name>CheckRow</name>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>or what is wrong</source>
        <translation>或写明情况</translation>
    </message>
    <message>
        <source>Not in order</source>
        <translation>不正常</translation>
    </message>
</context>
<context>
    <name>ComplaintsDesk</name>
    <message>
        <source>Collective: {count} units</source>
        <translation>集体投诉 {count} 户</translation>
    </message>
    <message>
        <source>Waiting for: {whom}</source>
        <translation>等待：{whom}</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Issue a slip from the complaint&apos;s entry</source>
        <translation>由此投诉派工</translation>
    </message>
    <message>
        <source>Print the complaint report</source>
        <translation>打印投诉报告单</translation>
    </message>
    <message>
        <source>Print the work circulation slip</source>
        <translation>打印工作传签单</translation>
    </message>
    <message>
        <source>Another unit complains of the same</source>
        <translation>同一事件增加投诉户</translation>
    </message>
    <message>
        <source>Take it to the next level</source>
        <translation>提交上级</translation>
    </message>
    <message>
        <source>New complaint</source>
        <translation>新投诉</translation>
    </message>
    <message>
        <source>F2 writes a complaint down; one recorded in the reception log comes here by itself.</source>
        <translation>按 F2 登记投诉；接待登记中记为投诉的，会自动列在这里。</translation>
    </message>
    <message>
        <source>Every complaint is classed</source>
        <translation>投诉均已分类</translation>
    </message>
    <message>
        <source>No complaint is late</source>
        <translation>没有超时的投诉</translation>
    </message>
    <message>
        <source>No collective complaint</source>
        <translation>没有集体投诉</translation>
    </message>
    <message>
        <source>Nothing is with another body</source>
        <translation>没有转报中的投诉</translation>
    </message>
    <message>
        <source>No complaints here</source>
        <translation>这里没有投诉</translation>
    </message>
</context>
<context>
    <name>CountBoard</name>
    <message>
        <source>Counted</source>
        <translation>已点</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>把数</translation>
    </message>
    <message>
        <source>{counted} / {total} counted · {left} to count</source>
        <translation>已点 {counted} / {total} · 还剩 {left} 个</translation>
    </message>
    <message>
        <source>{counted} / {total} counted</source>
        <translation>已点 {counted} / {total}</translation>
    </message>
    <message>
        <source>{count} difference(s) · {left} to explain</source>
        <translation>{count} 处差异 · {left} 处待说明</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n 把</numerusform>
        </translation>
    </message>
    <message>
        <source>Should be: {expected}</source>
        <translation>账面：{expected}</translation>
    </message>
    <message>
        <source>Seen: {seen}</source>
        <translation>实点：{seen}</translation>
    </message>
    <message>
        <source>Everything is counted. Ctrl+Enter compares.</source>
        <translation>已全部点完，按 Ctrl+回车 核对。</translation>
    </message>
    <message>
        <source>{place} is to be counted again</source>
        <translation>{place} 需重新清点</translation>
    </message>
</context>
<context>
    <name>CountPapers</name>
    <message>
        <source>Papers</source>
        <translation>打印资料</translation>
    </message>
    <message>
        <source>Excel: key table {month}</source>
        <translation>Excel：钥匙月报表 {month}</translation>
    </message>
    <message>
        <source>key table {month}.xlsx</source>
        <translation>钥匙月报表 {month}.xlsx</translation>
    </message>
    <message>
        <source>Write the key table</source>
        <translation>导出钥匙月报表</translation>
    </message>
    <message>
        <source>{path} is written.</source>
        <translation>已写出 {path}。</translation>
    </message>
</context>
<context>
    <name>CountRow</name>
    <message>
        <source>Why they differ</source>
        <translation>差异原因</translation>
    </message>
    <message>
        <source>In the registers: {figure}</source>
        <translation>账面 {figure}</translation>
    </message>
    <message>
        <source>{before} when it was counted, {figure} now: count again</source>
        <translation>清点时账面 {before}，现为 {figure}，请重新清点</translation>
    </message>
    <message>
        <source>{count} too many</source>
        <translation>多 {count}</translation>
    </message>
    <message>
        <source>{count} missing</source>
        <translation>少 {count}</translation>
    </message>
</context>
<context>
    <name>DayEditor</name>
    <message>
        <source>2026-11-21, 11-21 or +7</source>
        <translation>2026-11-21、11-21 或 +7</translation>
    </message>
</context>
<context>
    <name>DayPage</name>
    <message>
        <source>Supervisors and the director change it.</source>
        <translation>由客服主管、管理处主任修改。</translation>
    </message>
    <message>
        <source>The days of {year}</source>
        <translation>{year} 年全年安排</translation>
    </message>
    <message>
        <source>The day</source>
        <translation>当天</translation>
    </message>
    <message>
        <source>By</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>Otherwise</source>
        <translation>原安排</translation>
    </message>
</context>
<context>
    <name>DeskActs</name>
    <message>
        <source>Keep as draft</source>
        <translation>存为草稿</translation>
    </message>
</context>
<context>
    <name>DeskKeys</name>
    <message>
        <source>Why is it due then</source>
        <translation>为什么是这个时间</translation>
    </message>
    <message>
        <source>Attach a photo or scan to the entry</source>
        <translation>给当前记录添加照片或扫描件</translation>
    </message>
    <message>
        <source>Attach the picture that was copied</source>
        <translation>添加已复制的图片</translation>
    </message>
    <message>
        <source>Choose an entry</source>
        <translation>选择记录</translation>
    </message>
    <message>
        <source>Sort by the next column</source>
        <translation>按下一列排序</translation>
    </message>
    <message>
        <source>Sort the other way round</source>
        <translation>反向排序</translation>
    </message>
    <message>
        <source>Into the entry; in a form, on to the next field</source>
        <translation>进入记录；填表时到下一项</translation>
    </message>
    <message>
        <source>Between chips and between choices; a letter, pinyin or digit chooses</source>
        <translation>在筛选与选项间移动；按字母、拼音首字母或数字直接选择</translation>
    </message>
</context>
<context>
    <name>DeskSteps</name>
    <message>
        <source>{number}: {step}</source>
        <translation>{number}：{step}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{number} saved</source>
        <translation>{number} 已保存</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>“{step}” is for others: {roles}</source>
        <translation>“{step}”由{roles}办理。</translation>
    </message>
    <message>
        <source>Undone at once</source>
        <translation>当即撤销</translation>
    </message>
    <message>
        <source>{number} has moved on; the draft for “{step}” is kept.</source>
        <translation>{number} 已进入下一步，“{step}”的草稿仍保留。</translation>
    </message>
</context>
<context>
    <name>DeskTabs</name>
    <message>
        <source>Desks</source>
        <extracomment>How many tabs are always there, on Alt+1 to Alt+5. The level of labels at which the tabs have nothing but their names.</extracomment>
        <translation>工作台</translation>
    </message>
    <message>
        <source>Opening the register…</source>
        <translation>正在打开登记簿…</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>超时 {count}</translation>
    </message>
    <message>
        <source>{count} due soon</source>
        <translation>将到时 {count}</translation>
    </message>
    <message>
        <source>Close {desk}</source>
        <translation>关闭{desk}</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>‹ List  Esc</source>
        <translation>‹ 列表  Esc</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>More steps</source>
        <translation>更多办理</translation>
    </message>
</context>
<context>
    <name>DraftShelf</name>
    <message>
        <source>Drafts {count}</source>
        <extracomment>The fields a draft is known by.</extracomment>
        <translation>草稿 {count}</translation>
    </message>
</context>
<context>
    <name>DutyLine</name>
    <message>
        <source>No roster published for this month</source>
        <extracomment>Whose entries change who is on duty. A computer that slept has lost its timer&apos;s time: an hour later at most it is right again.</extracomment>
        <translation>本月值班表未发布</translation>
    </message>
    <message>
        <source>On duty: {people}</source>
        <translation>值班：{people}</translation>
    </message>
    <message>
        <source>Nobody on duty</source>
        <translation>现在无人值班</translation>
    </message>
    <message>
        <source>next: {people} at {time}</source>
        <translation>下一班：{people} {time}</translation>
    </message>
    <message>
        <source>{people} until {time}</source>
        <translation>{people} 至 {time}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>DutyLogDesk</name>
    <message>
        <source>It cannot be changed afterwards, only put right by another.</source>
        <translation>写入后不能修改，只能另写一条更正。</translation>
    </message>
    <message>
        <source>Left empty: now. Earlier: say why it comes late.</source>
        <translation>不填即为现在；早于现在请说明补记原因。</translation>
    </message>
    <message>
        <source>Put #{seq} right</source>
        <translation>更正第 {seq} 条</translation>
    </message>
    <message>
        <source>The entry stays, struck through, with this one beside it.</source>
        <translation>原记录保留并划线，更正紧随其后。</translation>
    </message>
    <message>
        <source>Erase the words of #{seq}</source>
        <translation>抹除第 {seq} 条的内容</translation>
    </message>
    <message>
        <source>The words are gone for good, also from the search. Time, kind and writer stay, and who erased them, when and why. The chain still proves the log.</source>
        <translation>内容将永久抹除，搜索中也不再出现；时间、类别、记录人保留，并注明何人何时因何抹除。校验链仍然完整。</translation>
    </message>
    <message>
        <source>Open the day first (Enter), then sign it.</source>
        <translation>请先打开当天的记录（Enter），再签阅。</translation>
    </message>
    <message>
        <source>Countersign {day}</source>
        <translation>签阅 {day}</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Entry {number} stands in the log.</source>
        <translation>值班记录 {number} 已写入。</translation>
    </message>
    <message>
        <source>{number} is countersigned.</source>
        <translation>{number} 已签阅。</translation>
    </message>
    <message>
        <source>The words of {number} are erased.</source>
        <translation>{number} 的内容已抹除。</translation>
    </message>
    <message>
        <source>Open the days first (Enter): what was read can be signed together.</source>
        <translation>请先逐日打开阅读（Enter）；已阅的各日可一并签阅。</translation>
    </message>
    <message>
        <source>New entry in the duty log</source>
        <translation>新增值班记录</translation>
    </message>
    <message>
        <source>written {time}</source>
        <extracomment>So much of an entry stands in the list; the whole of it beside the list.</extracomment>
        <translation>{time} 补记</translation>
    </message>
    <message>
        <source>↳ puts #{seq} right ({reason}): </source>
        <translation>↳ 更正第 {seq} 条（{reason}）：</translation>
    </message>
    <message>
        <source>Recorded late: {reason}</source>
        <translation>补记原因：{reason}</translation>
    </message>
    <message>
        <source>[words erased]</source>
        <translation>〔内容已抹除〕</translation>
    </message>
    <message>
        <source>[erased on {time} by {who}: {reason}]</source>
        <translation>〔内容已于 {time} 由 {who} 抹除：{reason}〕</translation>
    </message>
    <message>
        <source>{text} (put right by #{seq})</source>
        <translation>{text}（已由第 {seq} 条更正）</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>Days not countersigned</source>
        <translation>未签阅的日期</translation>
    </message>
    <message>
        <source>Not countersigned</source>
        <translation>未签阅</translation>
    </message>
    <message>
        <source>Countersigned {time} {who}</source>
        <translation>{who} 于 {time} 签阅</translation>
    </message>
    <message>
        <source>{count} written since</source>
        <translation>签阅后又记 {count} 条</translation>
    </message>
    <message>
        <source>Type in the head from a handover sheet or another page, number and sixteen characters, then Enter:</source>
        <translation>输入交接班记录表或其他单据上的校验码（序号和 16 位字符），按 Enter 核对：</translation>
    </message>
    <message>
        <source>Head from paper</source>
        <translation>单据上的校验码</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在校验……</translation>
    </message>
    <message>
        <source>Sound, and the paper&apos;s head stands in it.</source>
        <translation>完好，且与单据上的校验码相符。</translation>
    </message>
    <message>
        <source>Copy  H</source>
        <translation>复制  H</translation>
    </message>
    <message>
        <source>Check the chain  K</source>
        <translation>校验  K</translation>
    </message>
    <message>
        <source>Head of the log: #{seq} · {count} entries · {short}</source>
        <translation>记录末尾：第 {seq} 条 · 共 {count} 条 · {short}</translation>
    </message>
    <message>
        <source>The head is copied.</source>
        <translation>末尾校验码已复制。</translation>
    </message>
    <message>
        <source>The chain of the log</source>
        <extracomment>What Today&apos;s row opens: the days that are not countersigned.</extracomment>
        <translation>值班记录校验</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新校验</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Print the day {day}</source>
        <translation>打印 {day} 的值班记录</translation>
    </message>
    <message>
        <source>Print the month {month}</source>
        <translation>打印 {month} 全月值班记录</translation>
    </message>
    <message>
        <source>Check the chain, compare a printed head…</source>
        <translation>校验记录，核对单据上的校验码……</translation>
    </message>
    <message>
        <source>Erase the words of #{seq}…</source>
        <translation>抹除第 {seq} 条的内容……</translation>
    </message>
    <message>
        <source>Countersign the day</source>
        <translation>签阅当天</translation>
    </message>
    <message>
        <source>Countersign all days that were read</source>
        <translation>签阅所有已阅的日期</translation>
    </message>
    <message>
        <source>New entry of a kind: event, round, report, visitor, equipment, note</source>
        <translation>按类别新增：事件、巡视、请示汇报、来访、设备设施、备注</translation>
    </message>
    <message>
        <source>Put the entry right by a new one</source>
        <translation>另写一条更正此条</translation>
    </message>
    <message>
        <source>To the correction, and back</source>
        <translation>在原记录与更正之间跳转</translation>
    </message>
    <message>
        <source>The day before, the next day</source>
        <translation>前一天、后一天</translation>
    </message>
    <message>
        <source>Today; go to a day</source>
        <translation>今天；跳到某天</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>在值班记录中查找</translation>
    </message>
    <message>
        <source>Copy the head; check the chain</source>
        <translation>复制末尾校验码；校验记录</translation>
    </message>
    <message>
        <source>Open what the entry is about</source>
        <translation>打开相关单据</translation>
    </message>
</context>
<context>
    <name>EarlierSignature</name>
    <message>
        <source>Earlier signature</source>
        <translation>以往签名</translation>
    </message>
    <message>
        <source>Earlier signature: {taker}, {number}, {time}</source>
        <translation>以往签名：{taker}，{number}，{time}</translation>
    </message>
</context>
<context>
    <name>EditionsPage</name>
    <message>
        <source>Edition {number}</source>
        <translation>第 {number} 版</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>查看此版</translation>
    </message>
    <message>
        <source>What changed since edition {number}</source>
        <translation>与第 {number} 版相比有何变动</translation>
    </message>
</context>
<context>
    <name>EmergencyBar</name>
    <message>
        <source>since {time} ({span})</source>
        <extracomment>The word of an emergency in Today. How often it is heard.</extracomment>
        <translation>自 {time} 起（{span}）</translation>
    </message>
    <message numerus="yes">
        <source>%n emergencies wait to be passed on</source>
        <translation>
            <numerusform>%n 件紧急求助待通报</numerusform>
        </translation>
    </message>
    <message>
        <source>to be passed on</source>
        <translation>待通报</translation>
    </message>
    <message>
        <source>An emergency waits to be passed on: call the counter</source>
        <translation>有紧急求助待通报，请通知前台</translation>
    </message>
    <message>
        <source>An emergency waits to be passed on: sign in</source>
        <translation>有紧急求助待通报，请登录</translation>
    </message>
</context>
<context>
    <name>EntryDesk</name>
    <message>
        <source>Given / taken back</source>
        <extracomment>The most room of the others, in characters: what is longer is cut, and whole in its tip.</extracomment>
        <translation>交出/收回</translation>
    </message>
    <message>
        <source>Left empty: now</source>
        <extracomment>What is looked at when nothing else is said.</extracomment>
        <translation>留空：至现在</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>To a file</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>{unit}, {since} – {until}: {count}</source>
        <translation>{unit}，{since} 至 {until}：{count} 项</translation>
    </message>
    <message>
        <source>Nobody is on record</source>
        <translation>没有记录</translation>
    </message>
    <message>
        <source>No loan, slip, hand-over or missing set of this unit overlaps the span.</source>
        <translation>该时段内，此房没有借用、派工、领取或缺失的记录。</translation>
    </message>
    <message>
        <source>Every loan of its keys, every slip, every hand-over and every missing set that overlaps.</source>
        <translation>列出该时段内的每次钥匙借用、每张派工单、每次领取，以及缺失的钥匙。</translation>
    </message>
    <message>
        <source>A unit and a span: who could have entered?</source>
        <translation>填房号和时段，查谁可能进过</translation>
    </message>
    <message>
        <source>This page is not part of your work</source>
        <translation>此页不属于您的岗位</translation>
    </message>
    <message>
        <source>Write who could have entered {unit}</source>
        <translation>导出 {unit} 进户查询</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>{path} is written.</source>
        <translation>已写入 {path}。</translation>
    </message>
    <message>
        <source>Ask about another unit</source>
        <translation>查另一房号</translation>
    </message>
    <message>
        <source>Show who could have entered</source>
        <translation>查询谁可能进过</translation>
    </message>
    <message>
        <source>Open what the line is about</source>
        <translation>打开该行对应的单据</translation>
    </message>
    <message>
        <source>Write the list to a file</source>
        <translation>导出名单</translation>
    </message>
</context>
<context>
    <name>EntryKnowledge</name>
    <message>
        <source>May answer it ({key})</source>
        <translation>可参考（{key}）</translation>
    </message>
</context>
<context>
    <name>EnvelopesList</name>
    <message>
        <source>Deposits in envelopes</source>
        <translation>押金袋</translation>
    </message>
    <message>
        <source>Who holds what</source>
        <translation>谁拿着什么</translation>
    </message>
    <message>
        <source>Envelope, receipt, name or loan</source>
        <translation>袋号、收据号、姓名或借用单号</translation>
    </message>
    <message>
        <source>Envelope</source>
        <translation>袋号</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据号</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>收取时间</translation>
    </message>
    <message>
        <source>Loan</source>
        <translation>借用单</translation>
    </message>
    <message>
        <source>No deposit is held</source>
        <translation>没有在存的押金</translation>
    </message>
    <message>
        <source>{count} envelope(s), ¥{total} in all, ¥{cash} of it in cash</source>
        <translation>共 {count} 袋，合计 ¥{total}，其中现金 ¥{cash}</translation>
    </message>
</context>
<context>
    <name>EventsDesk</name>
    <message>
        <source>too late</source>
        <translation>已超时</translation>
    </message>
    <message>
        <source>not yet: before it is closed</source>
        <translation>尚未报公司，须先报公司再办结</translation>
    </message>
    <message>
        <source>New special event</source>
        <translation>新特别事件</translation>
    </message>
    <message>
        <source>An emergency or a collective complaint opens its report by itself; F2 writes one down by hand.</source>
        <translation>紧急求助和集体投诉会自动生成报告，按 F2 可手工登记。</translation>
    </message>
    <message>
        <source>No report is late</source>
        <translation>没有超时未上报的</translation>
    </message>
    <message>
        <source>Everything has been reported</source>
        <translation>均已上报</translation>
    </message>
    <message>
        <source>No special events here</source>
        <translation>这里没有特别事件</translation>
    </message>
</context>
<context>
    <name>ExcelPage</name>
    <message>
        <source>Place</source>
        <extracomment>More bad rows than this are counted, not listed: whoever mends the first thousand asks again.</extracomment>
        <translation>位置</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Rows that cannot be taken in</source>
        <translation>无法导入的行</translation>
    </message>
    <message>
        <source>Checking the workbook. Nothing is written yet; you can go on working.</source>
        <translation>正在检查表格，尚未写入任何内容，您可以继续工作。</translation>
    </message>
    <message>
        <source>Importing. Everything is taken in at once or not at all.</source>
        <translation>正在导入：要么全部写入，要么一条也不写。</translation>
    </message>
    <message>
        <source>Every row is fine.</source>
        <translation>全部行检查无误。</translation>
    </message>
    <message>
        <source>Everything in it is known already.</source>
        <translation>表中内容与档案一致，无需导入。</translation>
    </message>
    <message>
        <source>Taken in.</source>
        <translation>导入完成。</translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s) must be mended in the workbook first. Nothing was written.</source>
        <translation>
            <numerusform>有 %n 处需先在表格中更正，未写入任何内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>{sheet}, row {row}</source>
        <translation>{sheet} 第 {row} 行</translation>
    </message>
    <message>
        <source>{sheet}: {counts}</source>
        <translation>{sheet}：{counts}</translation>
    </message>
    <message>
        <source>The workbook is taken in.</source>
        <translation>Excel 表格已导入。</translation>
    </message>
</context>
<context>
    <name>FaultsPage</name>
    <message>
        <source>No rule is broken.</source>
        <extracomment>So many broken rules are listed; who mends some sees the rest.</extracomment>
        <translation>全部符合规定。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Month</source>
        <translation>全月</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Folder:</source>
        <translation>文件夹：</translation>
    </message>
    <message>
        <source>File name:</source>
        <translation>文件名：</translation>
    </message>
    <message>
        <source>Kind of file:</source>
        <translation>文件类型：</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>FollowupsDesk</name>
    <message>
        <source>Visit no. {count}</source>
        <translation>第 {count} 次回访</translation>
    </message>
    <message>
        <source>The work was taken up again before anybody asked.</source>
        <translation>回访前原事项已恢复办理。</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>What was finished yesterday</source>
        <translation>昨日完结待回访</translation>
    </message>
    <message>
        <source>Nobody there</source>
        <translation>未联系上</translation>
    </message>
    <message>
        <source>Issue a slip for what must be put right</source>
        <translation>派工整改</translation>
    </message>
    <message>
        <source>Rates of this month and the last</source>
        <translation>切换本月、上月回访率</translation>
    </message>
    <message>
        <source>New visit</source>
        <translation>新增巡访、回访</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Closed complaints, repairs and special services come here by themselves; F2 writes down a visit of your own.</source>
        <translation>投诉、维修、特约服务办结后自动列入；按 F2 登记巡访等其他回访。</translation>
    </message>
    <message>
        <source>Everything finished yesterday was asked about</source>
        <translation>昨日完结的已全部回访</translation>
    </message>
    <message>
        <source>No follow-up is late</source>
        <translation>没有超时限的回访</translation>
    </message>
    <message>
        <source>Nothing waits to be put right</source>
        <translation>没有待整改的事项</translation>
    </message>
    <message>
        <source>No follow-ups here</source>
        <translation>这里没有回访</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Draft from {time} restored</source>
        <translation>已恢复 {time} 的草稿</translation>
    </message>
</context>
<context>
    <name>FormRow</name>
    <message>
        <source>Needed</source>
        <translation>必填</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>late {span}</source>
        <translation>超时 {span}</translation>
    </message>
    <message>
        <source>in {span}</source>
        <translation>还剩 {span}</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>{count} d</source>
        <translation>{count} 天</translation>
    </message>
</context>
<context>
    <name>GeneratePage</name>
    <message>
        <source>The generator is not installed here.</source>
        <extracomment>The usual time first. So many names are told of those that a rule is about.</extracomment>
        <translation>本机未安装自动排班组件。</translation>
    </message>
    <message>
        <source>Looks for a roster that keeps every rule, with weekends, holidays and hours shared fairly. Nothing is changed until you take the proposal.</source>
        <translation>寻找符合全部规定、周末节日和工时分摊公平的排班。采用方案之前，草稿不会改动。</translation>
    </message>
    <message>
        <source>Only cells nothing is decided of</source>
        <translation>只填未排的格子</translation>
    </message>
    <message>
        <source>Everything but what is pinned</source>
        <translation>除固定的格子外全部重排</translation>
    </message>
    <message>
        <source>How long to look for a better one</source>
        <translation>寻找更优方案的时间</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>It needs OR-Tools. Close the program, and start it once like this, in its folder:</source>
        <translation>需要安装 OR-Tools。请关闭程序，在程序目录里这样启动一次：</translation>
    </message>
    <message>
        <source>It needs OR-Tools. Close the program, and run this once:</source>
        <translation>需要安装 OR-Tools。请关闭程序，运行一次：</translation>
    </message>
    <message>
        <source>Everything else works without it: letters, copying, last month&apos;s roster; broken rules are marked all the same.</source>
        <translation>不安装也能排班：按字母、复制、沿用上月都可使用，不符合规定的格子照样标出。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在排班…</translation>
    </message>
    <message>
        <source>Stopped before a roster was found.</source>
        <translation>已停止，尚未找到方案。</translation>
    </message>
    <message>
        <source>The time was too short: no roster was found, nor what stands against one.</source>
        <translation>时间太短：未找到方案，也未能查明冲突所在。</translation>
    </message>
    <message>
        <source>A proposal stands in the grid, in dotted outlines. Take it, or leave it.</source>
        <translation>方案已显示在表中（点线框），可以采用，也可以放弃。</translation>
    </message>
    <message numerus="yes">
        <source>%n roster(s) found.</source>
        <translation>
            <numerusform>已找到 %n 个方案。</numerusform>
        </translation>
    </message>
    <message>
        <source>Wishes passed over: {wishes}. Between the most and the least that anybody has, the months before counted in: weekends {weekends}, holidays {holidays}, late shifts {late}, hours {hours}.</source>
        <translation>未满足的愿望：{wishes}。连同此前各月，最多与最少的人相差：周末 {weekends} 班、节日 {holidays} 班、晚班 {late} 班、工时 {hours} 小时。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>There is no better one.</source>
        <translation>没有更优的方案。</translation>
    </message>
    <message>
        <source>There is no roster that keeps every rule. These stand against each other:</source>
        <translation>没有能符合全部规定的排班。互相冲突的是：</translation>
    </message>
</context>
<context>
    <name>HandOut</name>
    <message>
        <source>Finish with the proxy first, or leave it with Esc.</source>
        <translation>请先办完代领，或按 Esc 离开。</translation>
    </message>
    <message>
        <source>{unit}: {count} item(s) handed out, {number}</source>
        <translation>{unit}：已发放 {count} 件，{number}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undone at once</source>
        <translation>当即撤销</translation>
    </message>
    <message>
        <source>{number} is undone: everything lies where it was</source>
        <translation>{number} 已撤销，邮件均回到原处</translation>
    </message>
</context>
<context>
    <name>HandPage</name>
    <message>
        <source>Hand out</source>
        <translation>发放邮件</translation>
    </message>
    <message>
        <source>Sheet of the last pickup</source>
        <translation>上一单签收单</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Scan an item, or type unit, name, place or the last four, and Enter</source>
        <translation>扫描邮件，或输入房号、姓名、货架位置、尾号四位后回车</translation>
    </message>
    <message>
        <source>What is handed out</source>
        <translation>发放的邮件</translation>
    </message>
    <message>
        <source>Space: goes or stays · A: all · 1–9 who · K D P identity · S signed</source>
        <translation>空格勾选 · A 全选 · 1–9 领取人 · K D P 身份核对 · S 已签名</translation>
    </message>
    <message>
        <source>Who lives there</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Which unit is meant</source>
        <translation>选择房号</translation>
    </message>
    <message>
        <source>Which unit is meant?</source>
        <translation>请选择房号</translation>
    </message>
    <message>
        <source>{count} item(s)</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>Stays here: {items}</source>
        <translation>不能发放：{items}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Nothing waits here under “{text}”</source>
        <translation>没有“{text}”的待领邮件</translation>
    </message>
    <message>
        <source>Nothing waits for {unit}</source>
        <translation>{unit} 没有待领邮件</translation>
    </message>
    <message>
        <source>All items of the unit come with their places; they go out together, signed for once.</source>
        <translation>列出该户全部邮件及位置，一次签名，一并发放。</translation>
    </message>
    <message>
        <source>Scan an item, or type whose it is</source>
        <translation>扫描邮件，或输入收件人</translation>
    </message>
    <message>
        <source>Hand out {count} item(s)</source>
        <translation>发放 {count} 件</translation>
    </message>
    <message>
        <source>Sheet to be signed</source>
        <translation>签收单（待签）</translation>
    </message>
</context>
<context>
    <name>HandedList</name>
    <message>
        <source>Until</source>
        <extracomment>So many rows stand on the page, fewer while there is work below them; the list scrolls by itself beyond. What must not be left unfinished is told apart by its shape too.</extracomment>
        <translation>时限</translation>
    </message>
</context>
<context>
    <name>HandoverPage</name>
    <message>
        <source>The registers&apos; figure is told once you have counted.</source>
        <extracomment>Where the draft of a handover&apos;s page belongs.</extracomment>
        <translation>先清点，后显示账面数。</translation>
    </message>
    <message>
        <source>One count to go home</source>
        <translation>下班清点</translation>
    </message>
    <message>
        <source>gathered at {time}</source>
        <translation>{time} 汇总</translation>
    </message>
    <message>
        <source>{count} matter(s)</source>
        <translation>共 {count} 项</translation>
    </message>
    <message>
        <source>Nothing is left over</source>
        <translation>没有需要移交的事项</translation>
    </message>
    <message>
        <source>Enter opens one, F12 comes back</source>
        <translation>回车打开，F12 返回</translation>
    </message>
    <message>
        <source>Before it can be given:</source>
        <translation>交班前还须：</translation>
    </message>
    <message>
        <source>Let pass by {name}: {reason}</source>
        <translation>{name} 准予交班：{reason}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>可以交班。</translation>
    </message>
    <message>
        <source>Given by {name}; waits for whoever takes over.</source>
        <translation>{name}已交班，等待接班。</translation>
    </message>
</context>
<context>
    <name>HandoversDesk</name>
    <message>
        <source>{what}: {counted} counted, {expected} in the registers</source>
        <translation>{what}：清点 {counted}，账面 {expected}</translation>
    </message>
    <message>
        <source>F12 begins one from anywhere, F2 from here. It may be broken off and gone on with any time.</source>
        <translation>在任何页面按 F12、在本页按 F2 开始交班，可随时中断，再接着办。</translation>
    </message>
    <message>
        <source>No handover is under way</source>
        <translation>目前没有进行中的交接班</translation>
    </message>
    <message>
        <source>Every sheet is signed</source>
        <translation>交接班记录表均已签字</translation>
    </message>
    <message>
        <source>Nobody came late</source>
        <translation>没有迟到接班</translation>
    </message>
    <message>
        <source>No handovers here</source>
        <translation>没有交接班记录</translation>
    </message>
    <message>
        <source>To the next thing to be done</source>
        <extracomment>What Today and F12 ask for: go on with the one under way, or begin one.</extracomment>
        <translation>跳到下一项待办</translation>
    </message>
    <message>
        <source>Gather anew</source>
        <translation>重新汇总</translation>
    </message>
    <message>
        <source>The supervisor lets it pass</source>
        <translation>主管准予交班</translation>
    </message>
    <message>
        <source>Sign in as whoever took over</source>
        <translation>换接班人登录</translation>
    </message>
    <message>
        <source>Sign in as {name}</source>
        <extracomment>Signed paper older than this is looked up: nobody comes to the desk by it any more.</extracomment>
        <translation>换{name}登录</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>At a check: in order</source>
        <translation>检查项：正常</translation>
    </message>
    <message>
        <source>Keep the line and go on; in the list, open the entry</source>
        <translation>保存本行并到下一行；在移交事项中打开该条记录</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Signed in: {name}</source>
        <translation>当前登录：{name}</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation>关闭  Esc</translation>
    </message>
</context>
<context>
    <name>HitDelegate</name>
    <message>
        <source>Open this desk</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>HoldingsList</name>
    <message>
        <source>Who holds what</source>
        <translation>谁拿着什么</translation>
    </message>
    <message>
        <source>Deposits in envelopes</source>
        <translation>押金袋</translation>
    </message>
    <message>
        <source>Name, phone, hook, unit or loan</source>
        <translation>姓名、电话、挂位、房号或借用单号</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>挂位</translation>
    </message>
    <message>
        <source>Doors</source>
        <translation>对应房间</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应还</translation>
    </message>
    <message>
        <source>Loan</source>
        <translation>借用单</translation>
    </message>
    <message>
        <source>Every key is where it belongs</source>
        <translation>钥匙全部在柜</translation>
    </message>
    <message>
        <source>{sets} set(s) with {people} borrower(s), {late} late</source>
        <translation>借出 {sets} 串，借用人 {people} 位，逾期 {late} 串</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>One day a line: date, 休 (rest) or 班 (working), and a name if it has one. Paste the announcement&apos;s days, or choose a text, CSV or Excel file. All lines are taken over, or none.</source>
        <translation>每行一天：日期、“休”或“班”、名称（可不填）。把通知里的日期粘贴到这里，或选择文本、CSV、Excel 文件。要么全部导入，要么一天也不导入。</translation>
    </message>
    <message>
        <source>Days to import</source>
        <translation>要导入的日期</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Text, CSV or Excel</source>
        <translation>文本、CSV 或 Excel</translation>
    </message>
</context>
<context>
    <name>InventoriesDesk</name>
    <message>
        <source>signed</source>
        <extracomment>Steps about one place begin with the one in front.</extracomment>
        <translation>已签字</translation>
    </message>
    <message>
        <source>Papers: count sheet, result, the month&apos;s key table</source>
        <translation>打印：清点表、清点结果、钥匙月报表</translation>
    </message>
    <message>
        <source>New count</source>
        <translation>开始清点</translation>
    </message>
    <message>
        <source>F2 begins one, of keys or mail shelves. It may be broken off and gone on with any time.</source>
        <translation>按 F2 开始清点（钥匙或邮件货架），可随时中断、换人接着点。</translation>
    </message>
    <message>
        <source>No count is under way</source>
        <translation>没有进行中的清点</translation>
    </message>
    <message>
        <source>No counts here</source>
        <translation>这里没有清点记录</translation>
    </message>
</context>
<context>
    <name>KeyLoans</name>
    <message>
        <source>{number}: {step}</source>
        <translation>{number}：{step}</translation>
    </message>
    <message>
        <source>Deposit ¥{sum}: into envelope {envelope}, receipt {receipt}</source>
        <translation>押金 ¥{sum}，放入 {envelope} 号袋，收据 {receipt}</translation>
    </message>
    <message>
        <source>{hook} is back. Deposit to give back: ¥{sum}, envelope {envelope}.</source>
        <translation>{hook} 已归还。应退押金 ¥{sum}，在 {envelope} 号袋。</translation>
    </message>
    <message>
        <source>To the loan</source>
        <translation>打开借用单</translation>
    </message>
    <message>
        <source>{hook} is back from {borrower}; of this loan {count} are still out.</source>
        <translation>{hook} 已由{borrower}归还，本单还有 {count} 串在外。</translation>
    </message>
    <message>
        <source>{hook} is back from {borrower}.</source>
        <translation>{hook} 已由{borrower}归还。</translation>
    </message>
</context>
<context>
    <name>KeyPane</name>
    <message>
        <source>Nothing hangs here. Enter hangs up a set, with its door and its number of keys.</source>
        <translation>此处没有钥匙。按回车上柜一串，填房号和把数。</translation>
    </message>
    <message>
        <source>Empty hook</source>
        <translation>空挂位</translation>
    </message>
</context>
<context>
    <name>KeysDesk</name>
    <message>
        <source>A slip asks for it</source>
        <extracomment>What the wall offers for a set: the steps of its loan beside its own; nobody takes the steps that only follow. A set is lent again and again: so many of the entries it took part in are offered, the history has them all.</extracomment>
        <translation>派工单要用</translation>
    </message>
    <message>
        <source>Lend</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>Put up a cabinet</source>
        <translation>去建钥匙柜</translation>
    </message>
    <message>
        <source>Scan back</source>
        <translation>扫码归还</translation>
    </message>
    <message>
        <source>No hook and no key set is meant by “{text}”.</source>
        <translation>没有与“{text}”对应的挂位或钥匙。</translation>
    </message>
    <message>
        <source>The key cabinet as it hangs on the wall</source>
        <translation>钥匙柜，与墙上一模一样</translation>
    </message>
    <message>
        <source>Every hook with its keys, who has them and until when. No cabinet is put up yet.</source>
        <translation>每个挂位有几把钥匙、谁借走了、何时归还，一眼可见。还没有钥匙柜。</translation>
    </message>
    <message>
        <source>Every hook with its keys, who has them and until when. No cabinet is put up yet: F2 goes to the page where one is made of rows and hooks.</source>
        <translation>每个挂位有几把钥匙、谁借走了、何时归还，一眼可见。还没有钥匙柜：按 F2 去“钥匙柜设置”，按行和挂位建一个。</translation>
    </message>
    <message>
        <source>From hook to hook</source>
        <translation>逐个挂位移动</translation>
    </message>
    <message>
        <source>Find a hook: just type its number, a unit, a name</source>
        <translation>定位：直接输入挂位、房号或姓名</translation>
    </message>
    <message>
        <source>Choose several sets for one loan or return</source>
        <translation>选中多串，一并借出或归还</translation>
    </message>
    <message>
        <source>Into the set; an empty hook takes one</source>
        <translation>进入这一串；空挂位则上柜</translation>
    </message>
    <message>
        <source>To the next set that is out; with Shift back</source>
        <translation>下一串在外的钥匙，加 Shift 为上一串</translation>
    </message>
    <message>
        <source>Take keys back, one scan after another</source>
        <translation>逐串扫码归还</translation>
    </message>
    <message>
        <source>The cabinet beside</source>
        <translation>相邻的钥匙柜</translation>
    </message>
    <message>
        <source>Larger, smaller, the usual size</source>
        <translation>放大、缩小、恢复</translation>
    </message>
    <message>
        <source>Print the cabinet&apos;s map</source>
        <translation>打印挂位图</translation>
    </message>
    <message>
        <source>Print the cabinet&apos;s labels</source>
        <translation>打印整柜标签</translation>
    </message>
    <message>
        <source>Print the label of the set in front</source>
        <translation>打印当前一串的标签</translation>
    </message>
    <message>
        <source>Why is it due then</source>
        <translation>为什么是这个时限</translation>
    </message>
</context>
<context>
    <name>KitLine</name>
    <message>
        <source>Lights-out pages of {shift} ready: print</source>
        <extracomment>Whose entries move when a shift begins; its own say that the pages are printed. A computer that slept has lost its timer&apos;s time: an hour later at most it is right again. So many copies of each form the pad in the folder has.</extracomment>
        <translation>{shift} 停电应急页已备好，待打印</translation>
    </message>
    <message>
        <source>They lie in {path}</source>
        <translation>文件在 {path}</translation>
    </message>
    <message>
        <source>The lights-out pages could not be written</source>
        <translation>停电应急页无法写入文件</translation>
    </message>
</context>
<context>
    <name>KnowledgeDesk</name>
    <message>
        <source>quoted {count}×, last {time}</source>
        <translation>已引用 {count} 次，最近 {time}</translation>
    </message>
    <message>
        <source>Quoted in</source>
        <translation>引用于</translation>
    </message>
    <message>
        <source>F2 writes an article; the counter proposes one the same way.</source>
        <translation>按 F2 撰写条目；前台人员同样按 F2 提出，由主管采纳。</translation>
    </message>
    <message>
        <source>Nothing is proposed</source>
        <translation>没有待采纳的条目</translation>
    </message>
    <message>
        <source>Nothing is withdrawn</source>
        <translation>没有停用的条目</translation>
    </message>
    <message>
        <source>Ctrl+B lays out the first articles and the procedure&apos;s words.</source>
        <translation>按 Ctrl+B 放入起始条目和规程用语。</translation>
    </message>
    <message>
        <source>The knowledge base is empty</source>
        <translation>知识库还是空的</translation>
    </message>
    <message>
        <source>New article</source>
        <translation>新条目</translation>
    </message>
    <message>
        <source>Lay out what is missing of the first articles (office)</source>
        <translation>补齐缺少的起始条目（主管、主任）</translation>
    </message>
    <message>
        <source>{count} article(s) laid out</source>
        <translation>已放入 {count} 条</translation>
    </message>
</context>
<context>
    <name>KnowledgePanel</name>
    <message>
        <source>Nothing of this in the knowledge base</source>
        <extracomment>Long enough that a typed word is one question, short enough to be felt as none. What is proposed unasked may take its time. After these a slash begins a question; within a word or a number it is a slash.</extracomment>
        <translation>知识库里没有相关内容</translation>
    </message>
    <message>
        <source>Quoted: {number}</source>
        <translation>引用：{number}</translation>
    </message>
    <message>
        <source>/ and words, or {key}: the knowledge base</source>
        <translation>输入 / 加关键词，或按 {key}，从知识库引用</translation>
    </message>
    <message>
        <source>Answer from the knowledge base (or type / in the answer)</source>
        <translation>从知识库引用答复（或在答复中输入 / 加关键词）</translation>
    </message>
</context>
<context>
    <name>KnowledgePopup</name>
    <message>
        <source>Found in the knowledge base</source>
        <translation>知识库查找结果</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter quotes · PgDn reads on · Esc leaves</source>
        <translation>↑ ↓ 选择 · 回车引用 · PgDn 往下读 · Esc 退出</translation>
    </message>
    <message>
        <source>quoted {count}×</source>
        <translation>引用 {count} 次</translation>
    </message>
</context>
<context>
    <name>LeavesDesk</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Ask for leave</source>
        <translation>请假申请</translation>
    </message>
    <message>
        <source>F2 asks for days off. The supervisor approves; then the roster shows them.</source>
        <translation>按 F2 申请请假，主管批准后进入值班表。</translation>
    </message>
    <message>
        <source>Nothing waits for approval</source>
        <translation>没有待批准的请假</translation>
    </message>
    <message>
        <source>You have asked for nothing</source>
        <translation>您没有请假</translation>
    </message>
    <message>
        <source>No leave here</source>
        <translation>此处没有请假</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>{shift} {times}: key {letter}</source>
        <translation>{shift} {times}：按 {letter} 键</translation>
    </message>
</context>
<context>
    <name>LetterheadCard</name>
    <message>
        <source>Letterhead</source>
        <translation>单据抬头</translation>
    </message>
    <message>
        <source>Save the letterhead</source>
        <translation>保存抬头</translation>
    </message>
    <message>
        <source>The letterhead is saved.</source>
        <translation>抬头已保存。</translation>
    </message>
    <message>
        <source>{field}: {problem}</source>
        <translation>{field}：{problem}</translation>
    </message>
</context>
<context>
    <name>LettersDesk</name>
    <message>
        <source>to be signed</source>
        <translation>待签领</translation>
    </message>
    <message>
        <source>still to sign: {areas}</source>
        <translation>待签领：{areas}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>New delivery</source>
        <translation>新投递</translation>
    </message>
    <message>
        <source>Tell the stewards again</source>
        <translation>再次通知片区管理员</translation>
    </message>
    <message>
        <source>F2 counts in what the postal worker brought: letters and newspapers, building by building.</source>
        <translation>按 F2 登记邮递员送来的信件、报刊，按楼栋清点件数。</translation>
    </message>
    <message>
        <source>Everything is fetched and signed for</source>
        <translation>信件报刊均已签领</translation>
    </message>
    <message>
        <source>No letters or newspapers today yet</source>
        <translation>今天还没有信件报刊</translation>
    </message>
    <message>
        <source>Nothing came damaged</source>
        <translation>没有损伤的投递</translation>
    </message>
    <message>
        <source>No letters or newspapers here</source>
        <translation>没有信件报刊记录</translation>
    </message>
    <message>
        <source>On a building: its area signs</source>
        <translation>在楼栋行：所属片区签领</translation>
    </message>
</context>
<context>
    <name>ListsPage</name>
    <message>
        <source>+ Add</source>
        <translation>+ 新增</translation>
    </message>
</context>
<context>
    <name>LoanHelp</name>
    <message>
        <source>Name, pinyin, last 4 of a phone, company, staff number</source>
        <translation>姓名、拼音、手机后四位、单位、工号</translation>
    </message>
    <message>
        <source>Somebody new: {name}</source>
        <translation>新借用人：{name}</translation>
    </message>
    <message>
        <source>Who borrows</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>本处员工</translation>
    </message>
    <message>
        <source>{count} overdue</source>
        <translation>逾期 {count} 笔</translation>
    </message>
    <message>
        <source>New loan</source>
        <extracomment>What is asked of somebody from outside only (``KEY-2``).</extracomment>
        <translation>新借用</translation>
    </message>
    <message>
        <source>Borrowed {count} time(s) before</source>
        <translation>曾借用 {count} 次</translation>
    </message>
    <message>
        <source>{count} loan(s) overdue now</source>
        <translation>现有 {count} 笔逾期未还</translation>
    </message>
    <message>
        <source>Somebody new: phone and document are needed</source>
        <translation>首次借用，须登记电话和证件</translation>
    </message>
    <message>
        <source>Which of the staff? Type here and choose from the list</source>
        <translation>是哪位员工？在此输入后从列表中选定</translation>
    </message>
    <message>
        <source>Left empty: {time}. {why}</source>
        <translation>不填即为 {time}。{why}</translation>
    </message>
    <message>
        <source>¥{each} × {count} set(s)</source>
        <translation>每串 ¥{each} × {count} 串</translation>
    </message>
    <message>
        <source>¥{sum} from envelope {envelope} goes back to {name}</source>
        <translation>{envelope} 号袋内 ¥{sum}，退给 {name}</translation>
    </message>
    <message>
        <source>Left empty: envelope {number}</source>
        <translation>不填即为 {number} 号袋</translation>
    </message>
    <message>
        <source>{number} asks for the key of {place}</source>
        <translation>派工单 {number} 需用 {place} 的钥匙</translation>
    </message>
    <message>
        <source>Take out of the list what is still away</source>
        <translation>还没还的，把那一行清空</translation>
    </message>
    <message>
        <source>Agreed so far: {time}</source>
        <translation>原定 {time}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{hook}: nothing hangs there</source>
        <translation>{hook}：空挂位</translation>
    </message>
    <message>
        <source>{count} keys</source>
        <translation>{count} 把</translation>
    </message>
    <message>
        <source>{hook} · lent: {name}, back {time}</source>
        <translation>{hook} · 借出：{name}，{time} 还</translation>
    </message>
</context>
<context>
    <name>LoanList</name>
    <message>
        <source>Back</source>
        <extracomment>Longer lists have rows of one height: measuring them all would be felt. What is late is told apart by its shape too.</extracomment>
        <translation>返回</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
</context>
<context>
    <name>LoansDesk</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{first} …, {total} sets</source>
        <translation>{first} 等 {total} 串</translation>
    </message>
    <message>
        <source>Extended {count} time(s)</source>
        <translation>已续借 {count} 次</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未签名</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{total} set(s)</source>
        <translation>共 {total} 串</translation>
    </message>
    <message>
        <source>{total} set(s), {back} back</source>
        <translation>共 {total} 串，已还 {back} 串</translation>
    </message>
    <message>
        <source>{total} set(s), {back} back, {lost} lost</source>
        <translation>共 {total} 串，已还 {back} 串，丢失 {lost} 串</translation>
    </message>
    <message>
        <source>{count} keys</source>
        <translation>{count} 把</translation>
    </message>
    <message>
        <source>None taken</source>
        <translation>未收</translation>
    </message>
    <message>
        <source>¥{sum} {how} · envelope {envelope} · receipt {receipt}</source>
        <translation>¥{sum} {how} · {envelope} 号袋 · 收据 {receipt}</translation>
    </message>
    <message>
        <source>{sum} · no. {envelope}</source>
        <translation>{sum} · {envelope} 号袋</translation>
    </message>
    <message>
        <source>A later time to bring them back</source>
        <translation>续借（改应还时间）</translation>
    </message>
    <message>
        <source>A set is lost</source>
        <translation>登记丢失</translation>
    </message>
    <message>
        <source>Take keys back, one scan after another</source>
        <translation>连续扫码归还</translation>
    </message>
    <message>
        <source>Who holds what</source>
        <translation>谁拿着什么</translation>
    </message>
    <message>
        <source>Deposits in their envelopes</source>
        <translation>押金袋清单</translation>
    </message>
    <message>
        <source>Print the deposit&apos;s receipt</source>
        <translation>打印押金收据</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>挂位</translation>
    </message>
    <message>
        <source>F2 lends keys: hooks or units, who borrows, until when; deposits lie in numbered envelopes.</source>
        <translation>按 F2 借出钥匙：挂位或房号、借用人、何时归还；押金按号装袋。</translation>
    </message>
    <message>
        <source>No key is late</source>
        <translation>没有逾期未还的钥匙</translation>
    </message>
    <message>
        <source>No deposit is held</source>
        <translation>没有在存的押金</translation>
    </message>
    <message>
        <source>No key is out</source>
        <translation>没有未还的钥匙</translation>
    </message>
    <message>
        <source>No loans here</source>
        <translation>这里没有借用单</translation>
    </message>
    <message>
        <source>Scan back</source>
        <translation>扫码归还</translation>
    </message>
</context>
<context>
    <name>LogActs</name>
    <message numerus="yes">
        <source>%n entries read</source>
        <translation>
            <numerusform>已阅 %n 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days countersigned.</source>
        <translation>
            <numerusform>已签阅 %n 天。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogSides</name>
    <message>
        <source>This page is not part of your work</source>
        <translation>此页不在您的工作范围内</translation>
    </message>
    <message>
        <source>Nothing was written on this day</source>
        <translation>当天没有值班记录</translation>
    </message>
    <message>
        <source>It has not come yet.</source>
        <translation>这一天还没有到。</translation>
    </message>
    <message>
        <source>F2 writes down what happened; ← and → turn to another day.</source>
        <translation>按 F2 记录发生的事；← → 翻到前后一天。</translation>
    </message>
    <message>
        <source>Nothing in the log has “{text}”</source>
        <translation>值班记录中没有“{text}”</translation>
    </message>
    <message>
        <source>Esc goes back to the day.</source>
        <translation>按 Esc 返回当天。</translation>
    </message>
    <message>
        <source>Every day is countersigned</source>
        <translation>各日均已签阅</translation>
    </message>
    <message>
        <source>Open the day</source>
        <translation>打开当天</translation>
    </message>
    <message>
        <source>Countersign all that were read</source>
        <translation>签阅所有已阅的日期</translation>
    </message>
    <message>
        <source>Not countersigned</source>
        <translation>未签阅</translation>
    </message>
    <message>
        <source>The supervisor reads each day and signs it [001·5·4.2.3].</source>
        <translation>客服中心主管每天上班时检查值班记录并签名确认［001·5·4.2.3］。</translation>
    </message>
    <message>
        <source>To the correction</source>
        <translation>到更正处</translation>
    </message>
    <message>
        <source>To what it puts right</source>
        <translation>到原记录</translation>
    </message>
    <message>
        <source>Open {number}</source>
        <translation>打开 {number}</translation>
    </message>
    <message>
        <source>written by the program</source>
        <translation>系统自动记录</translation>
    </message>
</context>
<context>
    <name>LogTop</name>
    <message>
        <source>The day before</source>
        <translation>前一天</translation>
    </message>
    <message>
        <source>The next day</source>
        <translation>后一天</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Go to a day</source>
        <translation>跳到某天</translation>
    </message>
    <message>
        <source>Go to a day  G</source>
        <translation>跳到某天  G</translation>
    </message>
    <message>
        <source>Find in the log  F</source>
        <translation>在记录中查找  F</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>在值班记录中查找</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Not countersigned {count}  U</source>
        <translation>未签阅 {count}  U</translation>
    </message>
</context>
<context>
    <name>MailDesk</name>
    <message>
        <source>To be collected by</source>
        <translation>领取时限</translation>
    </message>
    <message>
        <source>Held until</source>
        <translation>保管至</translation>
    </message>
    <message>
        <source>The steward has it until</source>
        <translation>管理员交回时限</translation>
    </message>
    <message>
        <source>To be sent back by</source>
        <translation>退回时限</translation>
    </message>
    <message>
        <source>To be handed to the carrier by</source>
        <translation>退交时限</translation>
    </message>
    <message>
        <source>More</source>
        <extracomment>So many are told of in one go; the next ones are told of by doing it again.</extracomment>
        <translation>更多</translation>
    </message>
    <message>
        <source>Put on the shelf, by scans</source>
        <translation>扫码上架</translation>
    </message>
    <message>
        <source>Notices for all who are to be told</source>
        <translation>打印全部待通知的领取通知单</translation>
    </message>
    <message>
        <source>Steward&apos;s list: {area}</source>
        <translation>片区待领清单：{area}</translation>
    </message>
    <message>
        <source>Signing sheet of {day}</source>
        <translation>{day} 给据邮件签收表</translation>
    </message>
    <message>
        <source>Everybody who has mail here has been told.</source>
        <translation>有邮件的住户均已通知。</translation>
    </message>
    <message>
        <source>Print the slips; once they are up, log them</source>
        <translation>请打印通知单，张贴后登记</translation>
    </message>
    <message>
        <source>Log {count} as told</source>
        <translation>登记已通知 {count} 件</translation>
    </message>
    <message>
        <source>{count} notice(s) logged</source>
        <translation>已登记通知 {count} 件</translation>
    </message>
    <message>
        <source>F2 checks in: scan, two or three characters of the name or unit, Enter, the next.</source>
        <translation>按 F2 收件登记：扫描运单号，输入姓名或房号的两三个字，回车，接着下一件。</translation>
    </message>
    <message>
        <source>No item lies here</source>
        <translation>没有在库邮件</translation>
    </message>
    <message>
        <source>Everybody who has mail here has been told</source>
        <translation>有邮件的住户均已通知</translation>
    </message>
    <message>
        <source>Nothing is overdue</source>
        <translation>没有逾期邮件</translation>
    </message>
    <message>
        <source>Every item has its addressee</source>
        <translation>没有查无此人的邮件</translation>
    </message>
    <message>
        <source>Nothing is to go back</source>
        <translation>没有待退邮件</translation>
    </message>
    <message>
        <source>The stewards have nothing in hand</source>
        <translation>管理员手中没有邮件</translation>
    </message>
    <message>
        <source>Nothing here is damaged</source>
        <translation>没有破损邮件</translation>
    </message>
    <message>
        <source>Nothing has come today yet</source>
        <translation>今日尚未收件</translation>
    </message>
    <message>
        <source>No items yet</source>
        <translation>尚无邮件</translation>
    </message>
    <message>
        <source>Whose it may be</source>
        <translation>可能的收件人</translation>
    </message>
    <message>
        <source>Nobody and no unit of this name. Ctrl+U: nobody knows</source>
        <translation>没有此人或此房号。Ctrl+U：查无此人</translation>
    </message>
    <message>
        <source>{count} waiting here</source>
        <translation>在库 {count} 件</translation>
    </message>
    <message>
        <source>▲ moved away</source>
        <translation>▲ 已搬离</translation>
    </message>
    <message>
        <source>Hand out: scan, or type unit, name, place or last four</source>
        <translation>发放：扫描，或输入房号、姓名、位置、尾号</translation>
    </message>
    <message>
        <source>Hand out</source>
        <translation>发放邮件</translation>
    </message>
    <message>
        <source>Put on the shelf, one scan after another</source>
        <translation>连续扫码上架</translation>
    </message>
    <message>
        <source>Lists: the steward&apos;s, signing sheets, notices</source>
        <translation>更多：上架、通知单、片区清单、签收表</translation>
    </message>
    <message>
        <source>Log an attempt to reach the resident</source>
        <translation>登记一次通知</translation>
    </message>
    <message>
        <source>Another shelf place</source>
        <translation>换货架位置</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>收件登记</translation>
    </message>
    <message>
        <source>{code} is not for this form; scan it once that is saved.</source>
        <translation>{code} 不属于本表单；保存后再扫。</translation>
    </message>
</context>
<context>
    <name>MailKeys</name>
    <message>
        <source>Another kind of item</source>
        <translation>换一种邮件种类</translation>
    </message>
    <message>
        <source>Another carrier</source>
        <translation>换快递公司</translation>
    </message>
    <message>
        <source>Nobody here knows the name: goes back within its days</source>
        <translation>查无此人：按时限退回</translation>
    </message>
    <message>
        <source>Arrived damaged, wet or opened</source>
        <translation>破损、受潮或已拆封</translation>
    </message>
    <message>
        <source>It has left before and has come again</source>
        <translation>曾离库，确为再次到件</translation>
    </message>
    <message>
        <source>Into the list of the run; Enter goes on with a line</source>
        <translation>进入本批列表，回车继续办理所选的一件</translation>
    </message>
    <message>
        <source>Take the last one back</source>
        <translation>撤回最后一件</translation>
    </message>
    <message>
        <source>Print the labels of the run</source>
        <translation>打印本批标签</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>The item in front goes, or stays</source>
        <translation>勾选或取消当前邮件</translation>
    </message>
    <message>
        <source>All of them, or none</source>
        <translation>全选或全不选</translation>
    </message>
    <message>
        <source>Who takes it</source>
        <translation>领取人</translation>
    </message>
    <message>
        <source>Somebody else, as a proxy</source>
        <translation>他人代领</translation>
    </message>
    <message>
        <source>Known in person, document shown, last digits of the phone</source>
        <translation>本人熟识、核对证件、核对手机尾号</translation>
    </message>
    <message>
        <source>Signed for</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Print the sheet to be signed, or that of the last pickup</source>
        <translation>打印待签的签收单，或上一单的签收单</translation>
    </message>
    <message>
        <source>Take what was typed: an item or a place</source>
        <translation>确认输入的邮件或位置</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Front desk</source>
        <translation>客服前台</translation>
    </message>
    <message>
        <source>There is no page for this yet.</source>
        <translation>这类记录还没有页面。</translation>
    </message>
    <message>
        <source>What is half typed could not be written down. Save it, or close once more to lose it.</source>
        <translation>未写完的内容没能存下。请先保存；再次关闭则放弃这些内容。</translation>
    </message>
</context>
<context>
    <name>MergePage</name>
    <message>
        <source>Find the other record of the same person: a name, a unit, or the end of a phone.</source>
        <translation>查找同一个人的另一条记录：姓名、房号或电话后四位。</translation>
    </message>
    <message>
        <source>The other record</source>
        <translation>另一条记录</translation>
    </message>
    <message>
        <source>Records found</source>
        <translation>找到的记录</translation>
    </message>
    <message>
        <source>No other record of this name</source>
        <translation>没有同名的其他记录</translation>
    </message>
    <message>
        <source>{gone} ({unit}) goes into {keep}. Ties, phones and entries of both are kept.</source>
        <translation>{gone}（{unit}）将并入 {keep}，两条记录的房号、电话和登记全部保留。</translation>
    </message>
</context>
<context>
    <name>MomentEditor</name>
    <message>
        <source>14:30 or 11-21 14:30</source>
        <translation>14:30 或 11-21 14:30</translation>
    </message>
    <message>
        <source>14:30, +2h, tomorrow 9:00</source>
        <translation>14:30、+2h、明天 9:00</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
</context>
<context>
    <name>MonthMenu</name>
    <message>
        <source>Papers</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>{path} is written.</source>
        <translation>已写入 {path}。</translation>
    </message>
    <message>
        <source>Papers: this entry, the month&apos;s report</source>
        <translation>打印：本单、邮件月报表</translation>
    </message>
</context>
<context>
    <name>MustReadDesk</name>
    <message>
        <source>its last day is over</source>
        <translation>已过有效期</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{count}: {names}</source>
        <translation>{count} 人：{names}</translation>
    </message>
    <message>
        <source>It cannot be changed afterwards: what is different is a new note, read anew.</source>
        <translation>发布后不能修改：有变化就另发一条，大家重新阅读。</translation>
    </message>
    <message>
        <source>The last day it is to be read; empty: until it is ended.</source>
        <translation>有效的最后一天；不填则一直有效，直到结束。</translation>
    </message>
    <message>
        <source>Read on in a long note</source>
        <translation>内容较长时往下读</translation>
    </message>
    <message>
        <source>Back in a long note</source>
        <translation>内容较长时往回读</translation>
    </message>
    <message>
        <source>Write a must-read note</source>
        <translation>发布必读</translation>
    </message>
    <message>
        <source>F2 writes down what everybody on duty has to know; their names stand with it once it is read.</source>
        <translation>按 F2 发布当班人员都必须知道的事；谁读了，姓名和时间都会记上。</translation>
    </message>
    <message>
        <source>You have read everything</source>
        <translation>必读事项已全部阅读</translation>
    </message>
    <message>
        <source>No note is in force</source>
        <translation>没有有效的必读事项</translation>
    </message>
    <message>
        <source>No notes yet</source>
        <translation>还没有必读事项</translation>
    </message>
</context>
<context>
    <name>NotesReader</name>
    <message>
        <source>I have read this</source>
        <translation>已阅读</translation>
    </message>
    <message>
        <source>All {count} must-read note(s) are read.</source>
        <translation>{count} 条必读事项已全部阅读。</translation>
    </message>
    <message>
        <source>Must be read before taking over: {at} of {total}</source>
        <translation>接班前必读：第 {at} 条，共 {total} 条</translation>
    </message>
</context>
<context>
    <name>NoticesDesk</name>
    <message>
        <source>Extended from {old}: {reason}</source>
        <extracomment>A published notice is drawn by what the clock makes of it.</extracomment>
        <translation>原定 {old}，延长原因：{reason}</translation>
    </message>
    <message>
        <source>All buildings</source>
        <translation>全部楼栋</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>尚未告知任何人</translation>
    </message>
    <message>
        <source>Left empty: all buildings. E.g. 1-3, 5</source>
        <translation>空着为全部楼栋，可填 1-3、5</translation>
    </message>
    <message>
        <source>For the print in English or in both languages.</source>
        <translation>用于英文或中英文打印。</translation>
    </message>
    <message>
        <source>{kind} notice</source>
        <translation>{kind}通知</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>延长</translation>
    </message>
    <message>
        <source>New notice</source>
        <translation>新建通知</translation>
    </message>
    <message>
        <source>F2 writes a notice of a cut or of works; it shows wherever one of its units is picked.</source>
        <translation>按 F2 登记停水、停电、施工等通知，选到受影响的房号时会自动提示。</translation>
    </message>
    <message>
        <source>Nothing is cut off now</source>
        <translation>目前没有停水停电等情况</translation>
    </message>
    <message>
        <source>Nothing is announced</source>
        <translation>没有即将开始的通知</translation>
    </message>
    <message>
        <source>Nothing waits to be confirmed</source>
        <translation>没有待确认的通知</translation>
    </message>
    <message>
        <source>No notices here</source>
        <translation>这里没有运行通知</translation>
    </message>
</context>
<context>
    <name>OfficeCard</name>
    <message>
        <source>The office&apos;s numbers and days</source>
        <translation>本处的参数与日历</translation>
    </message>
    <message>
        <source>Every number the procedures give, with its clause.</source>
        <translation>各项规程规定的数值及其条款。</translation>
    </message>
    <message>
        <source>Public holidays, make-up working days, and the office&apos;s own.</source>
        <translation>法定节假日、调休上班日和本处设定的日子。</translation>
    </message>
</context>
<context>
    <name>PeriodMenu</name>
    <message>
        <source>List</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Today, {period}</source>
        <translation>今天（{period}）</translation>
    </message>
    <message>
        <source>The day {period}</source>
        <translation>当日（{period}）</translation>
    </message>
    <message>
        <source>This month, {period}</source>
        <translation>本月（{period}）</translation>
    </message>
    <message>
        <source>Last month, {period}</source>
        <translation>上月（{period}）</translation>
    </message>
    <message>
        <source>Print the list of a day or month</source>
        <translation>打印某日或某月的清单</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>Changes</source>
        <translation>变更记录</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>into another record</source>
        <translation>到另一条记录</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>Parting words: “{words}”</source>
        <extracomment>So many phrases get a button and a key. Where words are said; a letter has its own.</extracomment>
        <translation>告别语：“{words}”</translation>
    </message>
</context>
<context>
    <name>PickEditor</name>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
</context>
<context>
    <name>PickupsDesk</name>
    <message>
        <source>{first} …, {count} units</source>
        <extracomment>So many units are named; of a steward&apos;s pile the others are counted. A recipient&apos;s name is cut after so many characters.</extracomment>
        <translation>{first} 等 {count} 户</translation>
    </message>
    <message>
        <source>{name} ({relation})</source>
        <translation>{name}（{relation}）</translation>
    </message>
    <message>
        <source>{count} item(s)</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>{count} item(s), signed for</source>
        <translation>共 {count} 件，已签收</translation>
    </message>
    <message>
        <source>Scan an item, or type unit, name, place or the last four</source>
        <translation>扫描邮件，或输入房号、姓名、存放位置、尾号四位，按回车</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Several units: {units}</source>
        <translation>有几户：{units}</translation>
    </message>
    <message>
        <source>{unit}: {count} item(s), Enter takes them all</source>
        <translation>{unit}：{count} 件，按回车全部列入</translation>
    </message>
    <message>
        <source>{unit}: nothing waits</source>
        <translation>{unit} 没有待领邮件</translation>
    </message>
    <message>
        <source>Stays here: {items}</source>
        <translation>不能发放：{items}</translation>
    </message>
    <message>
        <source>proxy, {relation}</source>
        <translation>代领人，{relation}</translation>
    </message>
    <message>
        <source>Signed before: {number}, {time}</source>
        <translation>上次签名：{number}，{time}</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Hand out</source>
        <translation>发放邮件</translation>
    </message>
    <message>
        <source>F2 hands mail out: scan an item or name the unit, choose who takes it, have it signed.</source>
        <translation>按 F2 发放邮件：扫描邮件或输入房号，选择领取人，签名后发放。</translation>
    </message>
    <message>
        <source>Nothing went out today</source>
        <translation>今天还没有发放邮件</translation>
    </message>
    <message>
        <source>No pickups here</source>
        <translation>这里没有领取记录</translation>
    </message>
</context>
<context>
    <name>Press</name>
    <message>
        <source>the printer does not answer</source>
        <translation>打印机没有响应</translation>
    </message>
    <message>
        <source>the printing system could not be started</source>
        <translation>打印系统无法启动</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>The paper</source>
        <translation>纸面</translation>
    </message>
    <message>
        <source>The system&apos;s own printer</source>
        <translation>系统默认打印机</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>First free label</source>
        <translation>首个空标签</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>第 {number} 页</translation>
    </message>
    <message>
        <source>No printer: the PDF waits in the queue</source>
        <translation>没有打印机：PDF 放入待打印队列</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>另存为 PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <extracomment>No sheet has more labels than this.</extracomment>
        <translation>打印</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>From now on print it at once, without a preview</source>
        <translation>以后不预览，直接打印</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message numerus="yes">
        <source>%n PDF(s) still wait to be printed.</source>
        <translation>
            <numerusform>还有 %n 份 PDF 待打印。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PricesDesk</name>
    <message>
        <source>Orders take the price over as it stands. Nothing is deleted, only withdrawn.</source>
        <extracomment>The least room of the others, in characters.</extracomment>
        <translation>登记时按当时价格带入，已登记的单不受改价影响。项目只停用，不删除。</translation>
    </message>
    <message>
        <source>Take the usual list</source>
        <translation>载入常用价目</translation>
    </message>
    <message>
        <source>+ Item</source>
        <translation>+ 新项目</translation>
    </message>
    <message>
        <source>{name} · withdrawn</source>
        <translation>{name} · 已停用</translation>
    </message>
    <message>
        <source>What the price is for: an hour, a time, a square metre</source>
        <translation>按什么计价：小时、次、平方米……</translation>
    </message>
    <message>
        <source>From the agreed beginning to the end</source>
        <translation>从约定开始到完成</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>{name} saved</source>
        <translation>{name} 已保存</translation>
    </message>
    <message>
        <source>Into the form</source>
        <translation>进入表单</translation>
    </message>
    <message>
        <source>Withdraw the item, or offer it again</source>
        <translation>停用项目，或恢复使用</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>{name}: sent to the printer {printer}</source>
        <translation>{name} 已送打印机 {printer}</translation>
    </message>
    <message>
        <source>{name}: sent to the printer</source>
        <translation>{name} 已送打印机</translation>
    </message>
    <message>
        <source>{name} is not printed: {reason}. It waits to be printed: ☰, Print what is waiting.</source>
        <translation>{name} 未打印：{reason}。已放入待打印队列，可在 ☰ 菜单选“打印待打印文件”。</translation>
    </message>
    <message>
        <source>No font here has these characters, they print as boxes: {text}</source>
        <extracomment>A read with its arguments.</extracomment>
        <translation>本机字体缺少以下字，打印时以方框代替：{text}</translation>
    </message>
</context>
<context>
    <name>ProxiesDesk</name>
    <message>
        <source>Left empty: for this one pickup only</source>
        <translation>空着表示仅限本次领取</translation>
    </message>
    <message>
        <source>On record already: {names}</source>
        <translation>已有登记：{names}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>one pickup</source>
        <translation>仅限一次</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至 {day}</translation>
    </message>
    <message>
        <source>The steward, a supervisor or the director chooses the name and types the PIN here</source>
        <translation>由片区管理员、主管或主任在此选择姓名并输入密码</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未同意</translation>
    </message>
    <message>
        <source>New proxy</source>
        <translation>登记代领人</translation>
    </message>
    <message>
        <source>F2 writes down who is to take a resident&apos;s mail; steward, supervisor or director approve it.</source>
        <translation>按 F2 登记代业主领取邮件的人，由片区管理员、主管或主任同意。</translation>
    </message>
    <message>
        <source>Nothing waits for approval</source>
        <translation>没有待同意的申请</translation>
    </message>
    <message>
        <source>Nobody may take another&apos;s mail today</source>
        <translation>当日没有有效的代领授权</translation>
    </message>
    <message>
        <source>No proxies here</source>
        <translation>这里没有代领授权</translation>
    </message>
</context>
<context>
    <name>ProxyForms</name>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
</context>
<context>
    <name>QueueRun</name>
    <message>
        <source>Nothing is waiting to be printed.</source>
        <translation>没有待打印的文件。</translation>
    </message>
    <message numerus="yes">
        <source>%n sent to the printer; nothing waits any more.</source>
        <translation>
            <numerusform>已送打印 %n 份，队列已清空。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still wait to be printed: {reason}.</source>
        <translation>
            <numerusform>仍有 %n 份待打印：{reason}。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuietDesk</name>
    <message>
        <source>There is nothing to enter on this page.</source>
        <translation>此页无需登记。</translation>
    </message>
</context>
<context>
    <name>RackDesk</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>RackSteps</name>
    <message>
        <source>Leave</source>
        <extracomment>One line of a menu; None draws a line between.</extracomment>
        <translation>离开</translation>
    </message>
    <message>
        <source>{name} saved</source>
        <translation>已保存 {name}</translation>
    </message>
</context>
<context>
    <name>RatesStrip</name>
    <message>
        <source>Last month&apos;s rate</source>
        <translation>上月回访率</translation>
    </message>
    <message>
        <source>This month&apos;s rate</source>
        <translation>本月回访率</translation>
    </message>
    <message>
        <source>nothing was due yet</source>
        <translation>尚无到期的回访</translation>
    </message>
    <message>
        <source>{kind} {rate}, target met</source>
        <translation>{kind} {rate} 达标</translation>
    </message>
    <message>
        <source>{kind} {rate}, short of {target}%</source>
        <translation>{kind} {rate}，未达 {target}%</translation>
    </message>
    <message>
        <source>Due {due}, done {done}, in time {in_time}, satisfied {satisfied}; {open} still open</source>
        <translation>应回访 {due}，已回访 {done}，按时 {in_time}，满意 {satisfied}；另有 {open} 件尚在时限内</translation>
    </message>
</context>
<context>
    <name>ReceptionDesk</name>
    <message>
        <source>[{count} units]</source>
        <translation>〔{count} 户〕</translation>
    </message>
    <message>
        <source>Not kept: apologise, say why, and promise a new time, or tell the result at once.</source>
        <translation>已超时：请致歉、说明原因并另约时间；结果已出的，立即回复。</translation>
    </message>
    <message>
        <source>Moved {count} time(s); first promised for {time}</source>
        <translation>已改约 {count} 次，最初约定 {time}</translation>
    </message>
    <message>
        <source>first for {time}</source>
        <translation>最初约定 {time}</translation>
    </message>
    <message>
        <source>moved {count} time(s)</source>
        <translation>改约 {count} 次</translation>
    </message>
    <message>
        <source>missed {count} time(s)</source>
        <translation>超时 {count} 次</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已守约</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>One incident: {units} unit(s), {entries} entries</source>
        <translation>同一事件：{units} 户，{entries} 条</translation>
    </message>
    <message>
        <source>Enough units for a collective complaint: make {number} one.</source>
        <translation>已达集体投诉户数，请将 {number} 转为投诉。</translation>
    </message>
    <message>
        <source>Proposed: {why}</source>
        <translation>建议：{why}</translation>
    </message>
    <message>
        <source>{share} % of this kind at this hour were answered in {length} ({cases} cases). Limit: {limit}</source>
        <translation>本处同类事项此时段 {share} % 在 {length}内回复（{cases} 例）；规程上限：{limit}</translation>
    </message>
    <message>
        <source>The limit: {limit}. This office usually needs longer: {share} % in {length} ({cases} cases)</source>
        <translation>按规程上限：{limit}。本处通常需要更久：{share} % 在 {length}内回复（{cases} 例）</translation>
    </message>
    <message>
        <source>As promised to {unit} for the same incident, {number}</source>
        <translation>与 {unit} 同一事件（{number}），约定时间相同</translation>
    </message>
    <message>
        <source>To the complaint</source>
        <translation>转到投诉处理</translation>
    </message>
    <message>
        <source>To the special service</source>
        <translation>转到特约服务单</translation>
    </message>
    <message>
        <source>Order special service</source>
        <translation>下特约服务单</translation>
    </message>
    <message>
        <source>F2 writes down the next contact: counter, phone, letter, online.</source>
        <translation>按 F2 登记下一位：来访、来电、来信、网络均可。</translation>
    </message>
    <message>
        <source>Nobody is waiting for an answer</source>
        <translation>没有待答复的来人</translation>
    </message>
    <message>
        <source>No matter of several units is open</source>
        <translation>没有多户同报的未办结事件</translation>
    </message>
    <message>
        <source>No promise has been missed</source>
        <translation>没有超时的约定</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>这里没有记录</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新登记</translation>
    </message>
    <message>
        <source>Issue slip</source>
        <translation>派工</translation>
    </message>
    <message>
        <source>Turn the entry into a dispatch slip</source>
        <translation>把这条登记转为派工单</translation>
    </message>
    <message>
        <source>Join the same matter that is open already, or the neighbours&apos; incident; not reached: the next</source>
        <translation>并入已有的同一事项或邻户的同一事件；电话没打通时，转到下一位</translation>
    </message>
    <message>
        <source>Write down the result</source>
        <translation>登记结果</translation>
    </message>
    <message>
        <source>On to the complaint or the special service</source>
        <translation>转到投诉处理或特约服务单</translation>
    </message>
    <message>
        <source>{count} more wait to hear; saving goes on to the next. Ctrl+J: not reached, the next one</source>
        <translation>同一事件还有 {count} 位待回复，保存后自动转到下一位；没打通按 Ctrl+J 先回复下一位</translation>
    </message>
    <message>
        <source>The promised time has passed: apologise first, and note it.</source>
        <translation>约定时间已过：请先致歉，并在此记下。</translation>
    </message>
</context>
<context>
    <name>RegisterDesk</name>
    <message>
        <source>This page is not part of your work</source>
        <translation>此页不属于您的岗位</translation>
    </message>
</context>
<context>
    <name>Reminders</name>
    <message numerus="yes">
        <source>%n are late</source>
        <extracomment>Where a register has more than Today lists singly, its further clocks are looked up this far ahead.</extracomment>
        <translation>
            <numerusform>有 %n 项已超时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fell due while nobody was signed in</source>
        <translation>
            <numerusform>无人登录期间有 %n 项到时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fall due soon</source>
        <translation>
            <numerusform>有 %n 项将到时</numerusform>
        </translation>
    </message>
    <message>
        <source>Soon due: {what}, {time}</source>
        <translation>即将到时：{what}，{time}</translation>
    </message>
    <message>
        <source>Due now: {what}</source>
        <translation>已到时：{what}</translation>
    </message>
    <message numerus="yes">
        <source>%n have fallen due</source>
        <translation>
            <numerusform>有 %n 项已到时</numerusform>
        </translation>
    </message>
    <message>
        <source>first {what}</source>
        <translation>最早一项：{what}</translation>
    </message>
    <message>
        <source>Show Today</source>
        <translation>查看今日待办</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>ResidentSteps</name>
    <message>
        <source>floor {floor}</source>
        <extracomment>The forms of this desk by their verb: the draft, and the verb that reads one to change it. Fields that are called otherwise than the same ones of a person.</extracomment>
        <translation>{floor} 层</translation>
    </message>
    <message>
        <source>moved in {day}</source>
        <translation>{day} 入住</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>登记嘱托</translation>
    </message>
    <message>
        <source>Change unit</source>
        <translation>修改房号资料</translation>
    </message>
    <message>
        <source>Resident&apos;s record</source>
        <translation>住户档案</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>合并…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>{name} saved</source>
        <translation>{name} 已保存</translation>
    </message>
    <message>
        <source>Merge into {name}</source>
        <translation>并入 {name}</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Both records are one now: {name}</source>
        <translation>两条记录已合并：{name}</translation>
    </message>
    <message>
        <source>New unit</source>
        <translation>新增房号</translation>
    </message>
    <message>
        <source>Buildings, areas, departments</source>
        <translation>楼栋、片区、部门</translation>
    </message>
    <message>
        <source>Import from Excel…</source>
        <translation>从 Excel 导入…</translation>
    </message>
    <message>
        <source>Export to Excel…</source>
        <translation>导出到 Excel…</translation>
    </message>
    <message>
        <source>Empty template…</source>
        <translation>空白模板…</translation>
    </message>
</context>
<context>
    <name>ResidentsDesk</name>
    <message>
        <source>Unit, name, phone…</source>
        <extracomment>Narrower than this, table and page take turns.</extracomment>
        <translation>房号、姓名、电话…</translation>
    </message>
    <message>
        <source>Find in the directory</source>
        <translation>在档案中查找</translation>
    </message>
    <message>
        <source>+ Resident</source>
        <translation>+ 新住户</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Nobody and no unit of this name</source>
        <translation>没有找到这个人或房号</translation>
    </message>
    <message>
        <source>Esc clears the search.</source>
        <translation>按 Esc 清除查找内容。</translation>
    </message>
    <message>
        <source>No unit is in this state</source>
        <translation>没有处于此状态的房号</translation>
    </message>
    <message>
        <source>Units are listed here as they change.</source>
        <translation>房号状态变化后会列在这里。</translation>
    </message>
    <message>
        <source>Ctrl+M: take in a workbook from Excel, or enter buildings and units one by one.</source>
        <translation>按 Ctrl+M 从 Excel 导入，或逐个录入楼栋和房号。</translation>
    </message>
    <message>
        <source>The directory is empty</source>
        <translation>档案还是空的</translation>
    </message>
    <message>
        <source>A supervisor fills it.</source>
        <translation>由客服主管录入。</translation>
    </message>
    <message>
        <source>Change what is in front: the unit, the resident</source>
        <translation>修改当前房号或住户</translation>
    </message>
    <message>
        <source>A standing instruction for the unit</source>
        <translation>为该房号登记嘱托</translation>
    </message>
    <message>
        <source>Excel, buildings, areas, departments</source>
        <translation>Excel、楼栋、片区、部门</translation>
    </message>
    <message>
        <source>Into the page; in a form, on to the next field</source>
        <translation>进入右侧页面；在表单中到下一项</translation>
    </message>
</context>
<context>
    <name>ReturnBoard</name>
    <message>
        <source>Items</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>Items that go back</source>
        <translation>待退邮件</translation>
    </message>
    <message>
        <source>Scan or type one more item  Enter</source>
        <translation>扫描或输入要添加的邮件，按回车</translation>
    </message>
    <message>
        <source>Item that goes back as well</source>
        <translation>要添加的退件</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>共 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n should be gone already</source>
        <translation>
            <numerusform>%n 件已超过退回时限</numerusform>
        </translation>
    </message>
    <message>
        <source>the first to be gone by {time}</source>
        <translation>最早一件退回时限 {time}</translation>
    </message>
</context>
<context>
    <name>ReturnHelp</name>
    <message>
        <source>Carriers</source>
        <translation>承运单位</translation>
    </message>
    <message>
        <source>Choose with ↑ ↓ Enter, or type the carrier&apos;s name</source>
        <translation>↑ ↓ 选择后按回车，或输入承运单位</translation>
    </message>
    <message>
        <source>Empty a line to leave its item here; scan a label to add one.</source>
        <translation>清空一行即不退该件；扫描标签可添加。</translation>
    </message>
    <message>
        <source>Nothing waits to go back.</source>
        <translation>目前没有待退邮件。</translation>
    </message>
    <message>
        <source>No carrier noted</source>
        <translation>未登记承运单位</translation>
    </message>
    <message>
        <source>{count} item(s)</source>
        <translation>{count} 件</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>{count} 件超时</translation>
    </message>
</context>
<context>
    <name>ReturnsDesk</name>
    <message>
        <source>not yet: nothing has left</source>
        <translation>尚未签收，邮件仍在库</translation>
    </message>
    <message>
        <source>New return list</source>
        <translation>新建退件清单</translation>
    </message>
    <message>
        <source>The carrier has signed</source>
        <translation>承运方已签收</translation>
    </message>
    <message>
        <source>F2 makes a list of what waits to go back to one carrier; it leaves once the carrier signs.</source>
        <translation>按 F2 将待退给同一承运单位的邮件列成清单，承运方签收后才算退出。</translation>
    </message>
    <message>
        <source>No list waits for a signature</source>
        <translation>没有待签收的清单</translation>
    </message>
    <message>
        <source>No return lists here</source>
        <translation>这里没有退件清单</translation>
    </message>
    <message>
        <source>Into the items; there, to the item itself</source>
        <translation>进入邮件列表；再按打开该邮件</translation>
    </message>
</context>
<context>
    <name>Roster</name>
    <message>
        <source>L</source>
        <extracomment>Ground and ink of a shift&apos;s cells; on dark too each pair keeps a contrast of 4.5 : 1.</extracomment>
        <translation>假</translation>
    </message>
    <message>
        <source>w</source>
        <translation>愿</translation>
    </message>
    <message>
        <source>wants this day off</source>
        <translation>希望当天休息</translation>
    </message>
    <message>
        <source>on leave</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>day off</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>nothing decided</source>
        <translation>未排</translation>
    </message>
    <message>
        <source>{shift}: {there} of {needed}</source>
        <translation>{shift}在岗 {there} 人，应有 {needed} 人</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>工时</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>晚班</translation>
    </message>
    <message>
        <source>W/end</source>
        <translation>周末</translation>
    </message>
    <message>
        <source>Holid.</source>
        <translation>节日</translation>
    </message>
    <message>
        <source>not on the roster any more</source>
        <translation>已不参加排班</translation>
    </message>
    <message>
        <source>{hours} h, {late} late shifts, {weekends} weekend days, {holidays} holidays</source>
        <translation>{hours} 小时，晚班 {late} 次，周末 {weekends} 天，节日 {holidays} 天</translation>
    </message>
    <message>
        <source>the twelve months before: {load}</source>
        <translation>此前十二个月：{load}</translation>
    </message>
</context>
<context>
    <name>RosterActs</name>
    <message>
        <source>Leave</source>
        <extracomment>Whether the generator can work here; None: nobody has said yet, or it is not for whoever is here.</extracomment>
        <translation>离开</translation>
    </message>
    <message>
        <source>The roster is made by the supervisor and the director.</source>
        <translation>值班表由客服主管和管理处主任编制。</translation>
    </message>
    <message>
        <source>This month has a draft: it stands here.</source>
        <translation>本月已有草稿，就在这里。</translation>
    </message>
    <message>
        <source>From then on everybody follows it; what is published now is kept as an older edition.</source>
        <translation>发布后全体按此版执行；现行版作为旧版保留。</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) are broken: say below why it is published all the same.</source>
        <translation>
            <numerusform>有 %n 处不符合规定：请在下面写明仍要发布的原因。</numerusform>
        </translation>
    </message>
    <message>
        <source>Publish {month}, edition {number}</source>
        <translation>发布 {month} 第 {number} 版</translation>
    </message>
    <message>
        <source>{number} is published.</source>
        <translation>{number} 已发布。</translation>
    </message>
    <message>
        <source>The cells of this draft are thrown away. What is published stays as it is.</source>
        <translation>此草稿的排班将被丢弃，已发布的版本不受影响。</translation>
    </message>
    <message>
        <source>Editions</source>
        <translation>版次</translation>
    </message>
    <message>
        <source>What the rules say</source>
        <translation>规定检查</translation>
    </message>
    <message>
        <source>Generate the roster</source>
        <translation>自动排班</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>重排</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>开始排班</translation>
    </message>
    <message>
        <source>Editions, and what changed</source>
        <translation>版次与变动</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>To Excel…</source>
        <translation>导出 Excel…</translation>
    </message>
    <message>
        <source>Shifts, and who takes part</source>
        <translation>班次与排班人员</translation>
    </message>
    <message>
        <source>duty roster {month}.xlsx</source>
        <translation>值班安排表 {month}.xlsx</translation>
    </message>
    <message>
        <source>Write an Excel workbook</source>
        <translation>导出 Excel</translation>
    </message>
    <message>
        <source>{path} is written.</source>
        <translation>已写入 {path}。</translation>
    </message>
</context>
<context>
    <name>RosterDesk</name>
    <message>
        <source>There is nothing to take back.</source>
        <extracomment>Whose entries change what a roster shows.</extracomment>
        <translation>没有可撤销的改动。</translation>
    </message>
    <message>
        <source>There is nothing to make again.</source>
        <translation>没有可重做的改动。</translation>
    </message>
    <message>
        <source>Somebody else changed this roster: it was read again. Your last change is not in it.</source>
        <translation>此值班表已被他人修改，现已重新读取；您刚才的改动未保存。</translation>
    </message>
    <message>
        <source>A cell on; with Shift choose a block</source>
        <translation>移动一格；按住 Shift 选择一片</translation>
    </message>
    <message>
        <source>The month before, the next month</source>
        <translation>上月、下月</translation>
    </message>
    <message>
        <source>On to the next broken rule</source>
        <translation>下一处不符合规定</translation>
    </message>
    <message>
        <source>What the rules say</source>
        <translation>规定检查</translation>
    </message>
    <message>
        <source>Editions, and what changed</source>
        <translation>版次与变动</translation>
    </message>
    <message>
        <source>Copy the block</source>
        <translation>复制所选</translation>
    </message>
    <message>
        <source>Put a shift</source>
        <translation>排入班次</translation>
    </message>
    <message>
        <source>Day off</source>
        <translation>休息</translation>
    </message>
    <message>
        <source>Nothing decided</source>
        <translation>清空（未排）</translation>
    </message>
    <message>
        <source>Pin: the generator leaves it alone (Space too)</source>
        <translation>固定：自动排班不再改动（空格键亦可）</translation>
    </message>
    <message>
        <source>Take back, make again</source>
        <translation>撤销、重做</translation>
    </message>
    <message>
        <source>Paste the block</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Generate the roster</source>
        <translation>自动排班</translation>
    </message>
</context>
<context>
    <name>RosterEmpty</name>
    <message>
        <source>Once the supervisor has published it, everybody&apos;s shifts of the month stand here.</source>
        <extracomment>The desk where shifts and people are set up.</extracomment>
        <translation>客服主管发布后，当月各人的班次显示在这里。</translation>
    </message>
    <message>
        <source>{month}: no roster is published</source>
        <translation>{month}：尚未发布值班表</translation>
    </message>
    <message>
        <source>{month}: no roster yet</source>
        <translation>{month}：还没有值班表</translation>
    </message>
    <message>
        <source>The month&apos;s shifts are drafted here and published for everybody. F2 begins a draft: empty, or like the month before.</source>
        <translation>在这里编排当月班次，发布后全体执行。按 F2 新建草稿：可从空表开始，也可沿用上月。</translation>
    </message>
    <message>
        <source>Nobody is on the roster yet</source>
        <translation>还没有人参加排班</translation>
    </message>
    <message>
        <source>There are no shifts yet</source>
        <translation>还没有设置班次</translation>
    </message>
    <message>
        <source>Who takes part, and which shifts there are, is set up first: F2 leads there (☰, Shifts). Then the month&apos;s roster is drafted and published here.</source>
        <translation>先设置班次和排班人员：按 F2 前往（☰ 菜单“班次设置”）。然后在这里编排、发布当月值班表。</translation>
    </message>
</context>
<context>
    <name>RosterFaults</name>
    <message>
        <source>No rule is broken here.</source>
        <extracomment>So many are told in the line when the cell in front has none of its own.</extracomment>
        <translation>全部符合规定。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 处</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RosterTop</name>
    <message>
        <source>The month before</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>The next month</source>
        <translation>下月</translation>
    </message>
    <message>
        <source>Generate…</source>
        <translation>自动排班…</translation>
    </message>
    <message>
        <source>Editions</source>
        <translation>版次</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>+ New draft</source>
        <translation>+ 新建草稿</translation>
    </message>
    <message numerus="yes">
        <source>! %n broken</source>
        <translation>
            <numerusform>! %n 处不合规定</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ No rule broken</source>
        <translation>✓ 符合规定</translation>
    </message>
</context>
<context>
    <name>RosterView</name>
    <message>
        <source>before</source>
        <translation>此前</translation>
    </message>
    <message>
        <source>Duty roster</source>
        <translation>值班安排表</translation>
    </message>
    <message>
        <source>What was copied is no part of a roster.</source>
        <translation>复制的内容不是排班。</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>Unit of {rule}</source>
        <translation>{rule}的单位</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>years</source>
        <translation>年</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>(day of the month)</source>
        <translation>日（每月）</translation>
    </message>
    <message>
        <source>(days of the month)</source>
        <translation>日（每月）</translation>
    </message>
    <message>
        <source>That is: {value}</source>
        <translation>即：{value}</translation>
    </message>
</context>
<context>
    <name>RulePage</name>
    <message>
        <source>Supervisors and the director change it.</source>
        <translation>由客服主管、管理处主任修改。</translation>
    </message>
    <message>
        <source>History</source>
        <translation>修改记录</translation>
    </message>
    <message>
        <source>As the procedures come</source>
        <translation>按规程默认</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Clause</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Governs</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键名</translation>
    </message>
    <message numerus="yes">
        <source>%n running clock(s) still go by {span}, as when they started.</source>
        <translation>
            <numerusform>%n 项正在计时的时限仍按原来的“{span}”执行。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running clock(s) go by the value of today.</source>
        <translation>
            <numerusform>%n 项正在计时的时限按现在的数值执行。</numerusform>
        </translation>
    </message>
    <message>
        <source>set again</source>
        <translation>重新设定</translation>
    </message>
    <message>
        <source>{who} has changed it to {value} meanwhile. What you typed is still here; saving replaces it.</source>
        <translation>{who} 刚把它改为“{value}”。您输入的内容仍在，保存即以您的为准。</translation>
    </message>
</context>
<context>
    <name>RuleTable</name>
    <message>
        <source>Rule</source>
        <extracomment>Widths in characters: value, clause, since, by; and how wide the table must be for the last two.</extracomment>
        <translation>规程参数</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Clause</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>By</source>
        <translation>修改人</translation>
    </message>
    <message>
        <source>{value}, changed here; by default {default}</source>
        <translation>{value}，已改；默认 {default}</translation>
    </message>
</context>
<context>
    <name>RulebookDesk</name>
    <message>
        <source>Find a rule: name, key, clause, value</source>
        <translation>查找参数：名称、键名、条款、数值</translation>
    </message>
    <message>
        <source>Find a rule</source>
        <translation>查找参数</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed here</source>
        <translation>
            <numerusform>已改 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>No rule has these words.</source>
        <translation>没有符合的参数。</translation>
    </message>
    <message>
        <source>changed here</source>
        <translation>已改</translation>
    </message>
    <message>
        <source>Back to {default}</source>
        <translation>恢复默认（{default}）</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Supervisors and the director change the rulebook.</source>
        <translation>规程参数由客服主管、管理处主任修改。</translation>
    </message>
    <message>
        <source>{rule}: {value}, in force from now on.</source>
        <translation>{rule}：{value}，即时生效。</translation>
    </message>
    <message numerus="yes">
        <source>%n running clock(s) keep the number they started with.</source>
        <translation>
            <numerusform>%n 项正在计时的时限仍按原数值执行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a rule</source>
        <translation>选择参数</translation>
    </message>
    <message>
        <source>Change the rule; in its editor, Ctrl+S saves</source>
        <translation>修改所选参数；修改时按 Ctrl+S 保存</translation>
    </message>
</context>
<context>
    <name>SavingPage</name>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>{state}: send back by {due}</source>
        <translation>{state}：{due} 前退回</translation>
    </message>
    <message>
        <source>No. {line} was refused; it is kept. F5 goes to the list.</source>
        <translation>第 {line} 件未能保存，内容已保留。F5 进入列表。</translation>
    </message>
    <message>
        <source>Already here, {number}, place {place}</source>
        <translation>已在库，{number}，位置 {place}</translation>
    </message>
    <message>
        <source>{code}: {said}</source>
        <translation>{code}：{said}</translation>
    </message>
    <message>
        <source>Nothing of this run to take back.</source>
        <translation>本批没有可撤回的邮件。</translation>
    </message>
    <message>
        <source>Undone at once</source>
        <translation>当即撤销</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>{number} is taken back</source>
        <translation>{number} 已撤回</translation>
    </message>
</context>
<context>
    <name>ScanBack</name>
    <message>
        <source>Keys come back</source>
        <translation>扫码归还</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Scan the label, or type hook or unit and Enter</source>
        <translation>扫标签，或输入挂位、房号后回车</translation>
    </message>
    <message>
        <source>Key set that came back</source>
        <translation>归还的钥匙</translation>
    </message>
    <message>
        <source>Scanned so far</source>
        <translation>本次归还</translation>
    </message>
    <message>
        <source>What came back is listed here: ↓ goes into the list, Enter opens a loan.</source>
        <translation>归还的钥匙逐串列在这里：↓ 进入列表，回车打开借用单。</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Hook</source>
        <translation>挂位</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>对应房间</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>{code} is no key set&apos;s label.</source>
        <translation>{code} 不是钥匙标签。</translation>
    </message>
    <message>
        <source>Already scanned</source>
        <translation>已扫过</translation>
    </message>
    <message>
        <source>Back. {count} of this loan still out: {hooks}</source>
        <translation>已还。本单还差 {count} 串：{hooks}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Back. Deposit to give back: ¥{sum}, envelope {envelope}, receipt {receipt}</source>
        <translation>已还。应退押金 ¥{sum}，{envelope} 号袋，收据 {receipt}</translation>
    </message>
    <message>
        <source>Back. The loan is complete</source>
        <translation>已还，本单办结</translation>
    </message>
    <message>
        <source>{count} set(s) taken back</source>
        <translation>已收回 {count} 串</translation>
    </message>
    <message>
        <source> · {count} refused</source>
        <translation> · {count} 串未收</translation>
    </message>
    <message>
        <source>One after another; every set is taken back at once.</source>
        <translation>一串接一串地扫，扫一串收一串。</translation>
    </message>
    <message>
        <source>envelope {envelope} {name} ¥{sum}</source>
        <translation>{envelope} 号袋 {name} ¥{sum}</translation>
    </message>
    <message>
        <source>Deposits to give back: {list}. Enter in the list goes to the loan.</source>
        <translation>应退押金：{list}。在列表中回车转到该单。</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Find: number, unit, name, initials (zs), last 4 of a phone…   Ctrl+K</source>
        <extracomment>Long enough that a fast typist asks once a word, short enough not to be noticed.</extracomment>
        <translation>查找：单号、房号、姓名、拼音首字母（zs）、手机后四位…   Ctrl+K</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>查找</translation>
    </message>
</context>
<context>
    <name>SetUpPage</name>
    <message>
        <source>Welcome. Whose counter is this?</source>
        <translation>欢迎使用，请先填写项目信息</translation>
    </message>
    <message>
        <source>The estate&apos;s name and phones stand on every form. You are the first person; others can be added later.</source>
        <translation>项目名称和电话印在每张单据上。您是第一位使用者，其他同事可稍后添加。</translation>
    </message>
    <message>
        <source>You</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Letterhead</source>
        <translation>单据抬头</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始使用</translation>
    </message>
</context>
<context>
    <name>ShelfPage</name>
    <message>
        <source>Places</source>
        <extracomment>So many boards are seen without scrolling.</extracomment>
        <translation>货位</translation>
    </message>
    <message numerus="yes">
        <source>{place}: %n item(s)</source>
        <translation>
            <numerusform>{place}：%n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Empty places</source>
        <translation>空货位</translation>
    </message>
    <message>
        <source>Arrows go to a place: what lies there stands here.</source>
        <translation>用方向键选货位，这里显示该位的邮件。</translation>
    </message>
</context>
<context>
    <name>ShelfSteps</name>
    <message>
        <source>Empty: for everybody&apos;s mail.</source>
        <translation>空着表示不限楼栋。</translation>
    </message>
    <message>
        <source>{count} places, numbered {first} to {last}.</source>
        <translation>共 {count} 个货位，编号 {first} 至 {last}。</translation>
    </message>
    <message>
        <source>Count it</source>
        <translation>清点此架</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>{name} is given up</source>
        <translation>{name} 已停用</translation>
    </message>
</context>
<context>
    <name>ShelveRun</name>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Put on the shelf</source>
        <translation>上架</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Scan an item, then its place</source>
        <translation>先扫邮件，再扫位置</translation>
    </message>
    <message>
        <source>Item or place</source>
        <translation>邮件或位置</translation>
    </message>
    <message>
        <source>Scanned so far</source>
        <translation>已扫描</translation>
    </message>
    <message>
        <source>What went where is listed here: ↓ goes into the list, Enter opens an item.</source>
        <translation>上架结果逐件列在这里：↓ 进入列表，回车打开邮件。</translation>
    </message>
    <message>
        <source>{code} is no item&apos;s label.</source>
        <translation>{code} 不是邮件标签。</translation>
    </message>
    <message>
        <source>Already scanned: now its place</source>
        <translation>已扫过，请扫位置</translation>
    </message>
    <message>
        <source>Not shelved: scan it once more</source>
        <translation>未上架，请重新扫描该件</translation>
    </message>
    <message>
        <source>Nothing here has this code</source>
        <translation>在库邮件中没有此码</translation>
    </message>
    <message>
        <source>Several items: scan the one that is meant</source>
        <translation>有多件，请扫描所指的一件</translation>
    </message>
    <message>
        <source>Lies at {place}: scan its place</source>
        <translation>现在 {place}，请扫新位置</translation>
    </message>
    <message>
        <source>{place} is a place: scan an item first.</source>
        <translation>{place} 是货架位置，请先扫邮件。</translation>
    </message>
    <message>
        <source>Not known yet: scan it once more</source>
        <translation>尚未查到，请重扫</translation>
    </message>
    <message>
        <source>On the shelf</source>
        <translation>已上架</translation>
    </message>
    <message>
        <source>{why} Scan the right place</source>
        <translation>{why}请扫描正确的货架位置</translation>
    </message>
    <message>
        <source>{count} put on the shelf</source>
        <translation>已上架 {count} 件</translation>
    </message>
    <message>
        <source> · {count} wait for their place</source>
        <translation>，{count} 件待扫位置</translation>
    </message>
    <message>
        <source>Scan an item, or several of one unit, then the label of their place.</source>
        <translation>先扫一件或同户几件邮件，再扫货架位置标签。</translation>
    </message>
</context>
<context>
    <name>ShelvesDesk</name>
    <message>
        <source>Put a shelf up by boards and places; items get a place on it as they are checked in.</source>
        <translation>按层数和每层货位新建货架；邮件收件时自动分配货位。</translation>
    </message>
    <message>
        <source>+ Shelf</source>
        <translation>+ 货架</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>The counter keeps the mail shelves</source>
        <translation>邮件货架由前台管理</translation>
    </message>
    <message>
        <source>F2 puts one up, for instance 5 boards of 6 places. Then print its labels and stick them on.</source>
        <translation>按 F2 新建，如 5 层、每层 6 个货位；再打印货位标签贴上。</translation>
    </message>
    <message>
        <source>No mail shelf yet</source>
        <translation>还没有邮件货架</translation>
    </message>
    <message>
        <source>{rows} × {columns}</source>
        <translation>{rows} × {columns}</translation>
    </message>
    <message>
        <source>{rows} boards of {columns} places</source>
        <translation>{rows} 层，每层 {columns} 个货位</translation>
    </message>
    <message>
        <source>Count this shelf</source>
        <translation>清点此货架</translation>
    </message>
    <message>
        <source>The shelf&apos;s labels</source>
        <translation>打印货位标签</translation>
    </message>
    <message>
        <source>Name, building, giving up</source>
        <translation>名称、专用楼栋、停用</translation>
    </message>
    <message>
        <source>To the places; in a form, on to the next field</source>
        <translation>进入货位；在表单中到下一项</translation>
    </message>
</context>
<context>
    <name>ShiftSteps</name>
    <message>
        <source>By letter: {letters}. Empty: all.</source>
        <translation>填字母：{letters}。不填为全部。</translation>
    </message>
    <message>
        <source>Empty: what the rulebook allows everybody.</source>
        <translation>不填：按规则手册的统一上限。</translation>
    </message>
    <message>
        <source>Each shift needs one of them, by the rulebook.</source>
        <translation>按规则手册，每个班次须有熟练人员在岗。</translation>
    </message>
    <message>
        <source>The key that puts it in the roster.</source>
        <translation>排班时按这个键。</translation>
    </message>
    <message>
        <source>Earlier than it begins: on the day after.</source>
        <translation>早于开始时间的，为次日。</translation>
    </message>
    <message>
        <source>At least so many on duty; 0: as is needed.</source>
        <translation>每天至少在岗人数；0 为不作要求。</translation>
    </message>
    <message>
        <source>{name} saved</source>
        <translation>{name}已保存</translation>
    </message>
    <message>
        <source>No longer takes part</source>
        <translation>不再参加排班</translation>
    </message>
    <message>
        <source>Takes part</source>
        <translation>参加排班</translation>
    </message>
</context>
<context>
    <name>ShiftsDesk</name>
    <message>
        <source>Shifts with their times, the least number of people for each kind of day, and who takes part.</source>
        <extracomment>How many columns the people&apos;s list has; the name takes the rest. So many characters of a name are always seen; these columns go for it, in this order.</extracomment>
        <translation>班次的时间、各类日子至少在岗人数，以及哪些人参加排班。</translation>
    </message>
    <message>
        <source>+ Shift</source>
        <translation>+ 班次</translation>
    </message>
    <message>
        <source>Workday</source>
        <translation>工作日</translation>
    </message>
    <message>
        <source>Weekend</source>
        <translation>周末</translation>
    </message>
    <message>
        <source>Holiday</source>
        <translation>节假日</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Takes part</source>
        <translation>参加排班</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Hours at most</source>
        <translation>工时上限</translation>
    </message>
    <message>
        <source>There are no shifts yet</source>
        <translation>还没有设置班次</translation>
    </message>
    <message>
        <source>The supervisor sets them up.</source>
        <translation>由客服主管设置。</translation>
    </message>
    <message>
        <source>F2 makes one: its name, its times, how many people it needs.</source>
        <translation>按 F2 新建：名称、起止时间、需要几人。</translation>
    </message>
    <message>
        <source>{name} · no longer used</source>
        <translation>{name} · 已停用</translation>
    </message>
    <message>
        <source>{start}–{end} next day</source>
        <translation>{start}–次日 {end}</translation>
    </message>
    <message>
        <source>not on the roster</source>
        <translation>不参加排班</translation>
    </message>
    <message>
        <source>no longer used</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>as the rulebook allows</source>
        <translation>按规则手册</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Shifts are set up by the supervisor and the director.</source>
        <translation>班次由客服主管和管理处主任设置。</translation>
    </message>
    <message>
        <source>From the shifts to the people</source>
        <translation>从班次到排班人员</translation>
    </message>
    <message>
        <source>Change the one in front; in a form, on to the next field</source>
        <translation>修改当前一项；在表单里到下一栏</translation>
    </message>
    <message>
        <source>No longer used, takes no part any more, or again</source>
        <translation>停用或重新启用班次；让人员不再参加或重新参加排班</translation>
    </message>
    <message>
        <source>What else can be done</source>
        <translation>更多操作</translation>
    </message>
</context>
<context>
    <name>ShownDocument</name>
    <message>
        <source>{kind} {number} ({key} shows all of it)</source>
        <extracomment>Shows the document&apos;s number whole.</extracomment>
        <translation>{kind} {number}（{key} 显示全部）</translation>
    </message>
    <message>
        <source>Show the document&apos;s number (it is noted down)</source>
        <translation>显示完整证件号码（查看会记录）</translation>
    </message>
</context>
<context>
    <name>SidePane</name>
    <message>
        <source>‹ List  Esc</source>
        <translation>‹ 列表  Esc</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>PIN or password</source>
        <translation>PIN 或密码</translation>
    </message>
</context>
<context>
    <name>SlipsDesk</name>
    <message>
        <source>Extended {count} time(s), last on {time}: {reason}</source>
        <translation>已延期 {count} 次，最近 {time}：{reason}</translation>
    </message>
    <message>
        <source>{count} time(s)</source>
        <translation>{count} 次</translation>
    </message>
    <message>
        <source>none hangs here now</source>
        <translation>柜内现无此房钥匙</translation>
    </message>
    <message>
        <source>hook {hooks}</source>
        <translation>挂位 {hooks}</translation>
    </message>
    <message>
        <source>Set by hand. The rulebook says {due}.</source>
        <translation>人工指定；按规程为 {due}。</translation>
    </message>
    <message>
        <source>Left empty: {due}. {why}</source>
        <translation>不填则为 {due}。{why}</translation>
    </message>
    <message>
        <source>Lend the key</source>
        <translation>借钥匙</translation>
    </message>
    <message>
        <source>Extend the limit</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>Out for</source>
        <translation>在外</translation>
    </message>
    <message>
        <source>New slip</source>
        <translation>新派工单</translation>
    </message>
    <message>
        <source>Ctrl+D on a reception entry turns it into a slip; F2 writes one without an entry.</source>
        <translation>在接待登记上按 Ctrl+D 转为派工单；按 F2 可直接开单。</translation>
    </message>
    <message>
        <source>All work copies are back</source>
        <translation>作业联已全部收回</translation>
    </message>
    <message>
        <source>No slip waits for a key</source>
        <translation>没有待借钥匙的派工单</translation>
    </message>
    <message>
        <source>No slip is past its limit</source>
        <translation>没有超时限的派工单</translation>
    </message>
    <message>
        <source>No dispatch slips here</source>
        <translation>这里没有派工单</translation>
    </message>
</context>
<context>
    <name>SpecialsDesk</name>
    <message>
        <source>By the list: {price} × {quantity} {measure} = {sum}</source>
        <translation>按价目表：{price} × {quantity} {measure} = {sum}</translation>
    </message>
    <message>
        <source>Left empty: all of it, {sum}</source>
        <translation>不填即全额 {sum}</translation>
    </message>
    <message>
        <source>Left empty: {name}</source>
        <translation>不填即 {name}</translation>
    </message>
    <message>
        <source>Special services are paid when ordered [001·1·4.6.1.1].</source>
        <translation>特约服务办理即收费〔001·1·4.6.1.1〕。</translation>
    </message>
    <message>
        <source>Set by hand. By the list ({limit}): {end}</source>
        <translation>已手工填写；按价目表时限（{limit}）为 {end}</translation>
    </message>
    <message>
        <source>Left empty: {end}, {limit} by the list</source>
        <translation>不填即 {end}，价目表时限 {limit}</translation>
    </message>
    <message>
        <source>¥{sum} is given back to {name}; on which receipt?</source>
        <translation>退 {name} ¥{sum}，请填退款收据号</translation>
    </message>
    <message>
        <source>Agreed anew {count} time(s)</source>
        <translation>已改约 {count} 次</translation>
    </message>
    <message>
        <source>not recorded yet</source>
        <translation>尚未登记</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{amount} (by the list {listed}: {reason})</source>
        <translation>{amount}（价目表 {listed}，{reason}）</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>未签</translation>
    </message>
    <message>
        <source>Issue a dispatch slip for the order</source>
        <translation>为本单派工</translation>
    </message>
    <message>
        <source>Take money</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>Agree another time</source>
        <translation>改约时间</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>应收</translation>
    </message>
    <message>
        <source>Owed</source>
        <translation>未付</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>新登记</translation>
    </message>
    <message>
        <source>F2 registers an order with its price, its agreed time and its money.</source>
        <translation>按 F2 登记特约服务：项目、约定时间、收费一次办妥。</translation>
    </message>
    <message>
        <source>Everything that is done is paid</source>
        <translation>已完成的都已付款</translation>
    </message>
    <message>
        <source>No agreed time has been missed</source>
        <translation>没有超过约定时间的服务</translation>
    </message>
    <message>
        <source>No special services here</source>
        <translation>这里没有特约服务</translation>
    </message>
</context>
<context>
    <name>StaffDesk</name>
    <message>
        <source>Everybody signs in with a name and a PIN of their own. Nobody is deleted, only closed.</source>
        <translation>每人用自己的工号和 PIN 登录。员工资料不删除，只停用。</translation>
    </message>
    <message>
        <source>+ Staff</source>
        <translation>+ 新员工</translation>
    </message>
    <message>
        <source>{role} · closed</source>
        <translation>{role} · 已停用</translation>
    </message>
    <message>
        <source>Left empty, the PIN stays as it is.</source>
        <translation>留空则 PIN 不变。</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>{name} saved</source>
        <translation>{name} 已保存</translation>
    </message>
    <message>
        <source>Into the form</source>
        <translation>进入表单</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>☰, Print what is waiting</source>
        <translation>☰ 菜单中选“打印待打印文件”</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>At the desk: {name} ({code}) · {role}</source>
        <translation>登录：{name}（{code}）· {role}</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to print</source>
        <translation>
            <numerusform>待打印 %n 份</numerusform>
        </translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation>已保存 {time}</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Scan, or type and Enter</source>
        <translation>扫描，或输入后回车</translation>
    </message>
    <message>
        <source>zs, 陈静, 3-2-1102…</source>
        <translation>zs、陈静、3-2-1102…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>What is damaged; tell the carrier before they leave</source>
        <translation>写明破损情况，趁快递员在场确认</translation>
    </message>
    <message>
        <source>For whom: name, initials, unit</source>
        <translation>收件人（姓名、首字母、房号）</translation>
    </message>
    <message>
        <source>Name on it</source>
        <translation>面单姓名</translation>
    </message>
    <message>
        <source>Scan the next one. Esc ends the run.</source>
        <translation>请扫下一件。Esc 结束本批。</translation>
    </message>
    <message>
        <source>Nobody here knows this name: it goes back within its days.</source>
        <translation>查无此人，按时限退回。</translation>
    </message>
    <message>
        <source>Two or three characters, Enter takes the first. Ctrl+U: nobody knows the name.</source>
        <translation>输入两三个字，回车取第一行。Ctrl+U：查无此人。</translation>
    </message>
    <message>
        <source>▲ Moved away: it goes back within its days</source>
        <translation>▲ 已搬离，按时限退回</translation>
    </message>
    <message>
        <source>Enter saves; the next scan does so too.</source>
        <translation>回车保存，扫下一件时也自动保存。</translation>
    </message>
</context>
<context>
    <name>SwapsDesk</name>
    <message>
        <source>Left empty: yourself</source>
        <translation>留空即为本人</translation>
    </message>
    <message>
        <source>Needed where a rule is broken</source>
        <translation>违反排班规则时必填</translation>
    </message>
    <message>
        <source>Rules that would be broken:</source>
        <translation>将违反的排班规则：</translation>
    </message>
    <message>
        <source>{day} · {shift}: {giver} → {taker}</source>
        <translation>{day} · {shift}：{giver} → {taker}</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Ask for a swap</source>
        <translation>换班申请</translation>
    </message>
    <message>
        <source>F2 asks somebody to swap or to cover. The other agrees, the supervisor approves, then it stands.</source>
        <translation>按 F2 申请换班或顶班：对方同意、主管批准后生效。</translation>
    </message>
    <message>
        <source>No swap is open</source>
        <translation>没有未办结的换班</translation>
    </message>
    <message>
        <source>No swap of yours</source>
        <translation>没有您的换班</translation>
    </message>
    <message>
        <source>No swaps here</source>
        <translation>此处没有换班</translation>
    </message>
</context>
<context>
    <name>TakerCard</name>
    <message>
        <source>Who takes it?</source>
        <translation>谁来领取？</translation>
    </message>
    <message>
        <source>S  Signed for on the printed sheet</source>
        <translation>S  已在打印的签收单上签名</translation>
    </message>
    <message>
        <source>Last four digits of the phone</source>
        <translation>手机尾号四位</translation>
    </message>
    <message>
        <source>0  Somebody else, as a proxy…</source>
        <translation>0  他人代领…</translation>
    </message>
    <message>
        <source>proxy for {name}</source>
        <translation>代 {name} 领取</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至 {day}</translation>
    </message>
    <message>
        <source>this once</source>
        <translation>仅此一次</translation>
    </message>
    <message>
        <source>{count} addressed so</source>
        <translation>收件 {count} 件</translation>
    </message>
    <message>
        <source>Who takes it? 1 to 9, 0 for a proxy</source>
        <translation>请选领取人：1 至 9，代领按 0</translation>
    </message>
    <message>
        <source>How was the identity checked? K, D or P</source>
        <translation>请选身份核对方式：K、D 或 P</translation>
    </message>
    <message>
        <source>Nothing leaves without a signature: {key} prints the sheet, S once it is signed</source>
        <translation>未签名不得发放：{key} 打印签收单，签好后按 S</translation>
    </message>
</context>
<context>
    <name>TallyEditor</name>
    <message>
        <source>In all</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>TieCard</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>TiesPanel</name>
    <message>
        <source>+ Unit</source>
        <translation>+ 房号</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Recorded</source>
        <translation>登记</translation>
    </message>
</context>
<context>
    <name>TodayModel</name>
    <message>
        <source>Space, or a click on the box: done</source>
        <extracomment>The box of a fixed day, and the room it takes with what stands around it.</extracomment>
        <translation>按空格或点方框：已完成</translation>
    </message>
</context>
<context>
    <name>TodayPane</name>
    <message>
        <source>Today</source>
        <translation>今日待办</translation>
    </message>
    <message>
        <source>Nothing falls due. Promises, slips and copies that are out will stand here, the latest first.</source>
        <translation>暂无待办。约定回复、派工单和未收回的作业联到期时会列在这里，超时的排在最前。</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Soon</source>
        <translation>即将到时</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Without a time</source>
        <translation>不限时</translation>
    </message>
    <message>
        <source>{title}: done</source>
        <translation>{title}：已完成</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>TodaySide</name>
    <message>
        <source>Today</source>
        <extracomment>Below this width (at 100 %) Today makes room and opens only when asked for.</extracomment>
        <translation>今日待办</translation>
    </message>
    <message>
        <source>Today {count}</source>
        <translation>今日待办 {count}</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>超时 {count}</translation>
    </message>
</context>
<context>
    <name>TransfersDesk</name>
    <message>
        <source>{count} set(s) of this unit hang here.</source>
        <translation>柜内有此房钥匙 {count} 串。</translation>
    </message>
    <message>
        <source>{count} set(s) were handed over; an empty “set” hangs a new one.</source>
        <translation>已交业主 {count} 串；“挂位或编号”留空即为新挂一串。</translation>
    </message>
    <message>
        <source>Door key</source>
        <translation>入户门钥匙</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>New hand-over</source>
        <translation>新登记</translation>
    </message>
    <message>
        <source>The resident has signed</source>
        <translation>本人已签名</translation>
    </message>
    <message>
        <source>F2 writes down keys that an owner takes at move-in, leaves in trust, or takes back.</source>
        <translation>按 F2 登记业主接房领取、托管或取回钥匙。</translation>
    </message>
    <message>
        <source>Everything is signed</source>
        <translation>全部已签名</translation>
    </message>
    <message>
        <source>No keys in trust here</source>
        <translation>没有托管钥匙</translation>
    </message>
    <message>
        <source>No keys handed over here</source>
        <translation>没有领取与托管记录</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>The register cannot be opened</source>
        <translation>登记簿无法打开</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>打开其他文件…</translation>
    </message>
    <message>
        <source>Begin a new register here</source>
        <translation>在此处新建登记簿</translation>
    </message>
    <message>
        <source>Close the other program, or wait until it is done; then try again.</source>
        <translation>请关闭另一程序，或等它结束后重试。</translation>
    </message>
    <message>
        <source>Perhaps its disk or network folder is not connected. Begin a new register only if there never was one.</source>
        <translation>可能是磁盘或网络文件夹未连接。只有从未建过登记簿时才新建。</translation>
    </message>
    <message>
        <source>Nothing in the file was touched.</source>
        <translation>文件未作任何改动。</translation>
    </message>
    <message>
        <source>The file was left as it is. Open the right one.</source>
        <translation>文件原样未动，请打开正确的文件。</translation>
    </message>
    <message>
        <source>The file was left as it is. Keep a copy of it and restore the last good backup.</source>
        <translation>文件保持原样。请另存一份，再恢复最近一次完好的备份。</translation>
    </message>
    <message>
        <source>Make room on the disk, then try again.</source>
        <translation>请清出磁盘空间后重试。</translation>
    </message>
    <message>
        <source>Ask the administrator for the right to write there, then try again.</source>
        <translation>请管理员开通写入权限后重试。</translation>
    </message>
    <message>
        <source>Nothing was changed. See that the disk is connected and the folder can be written to; then try again.</source>
        <translation>未作任何改动。请检查磁盘是否连接、文件夹是否可写，然后重试。</translation>
    </message>
    <message>
        <source>Open a register</source>
        <translation>打开登记簿</translation>
    </message>
</context>
<context>
    <name>UnitCardView</name>
    <message>
        <source>until {day}</source>
        <translation>至 {day}</translation>
    </message>
    <message>
        <source>{kind}: {text} ({until})</source>
        <translation>{kind}：{text}（{until}）</translation>
    </message>
    <message>
        <source>{state}. Nobody is registered here.</source>
        <translation>{state}，尚无登记住户。</translation>
    </message>
    <message>
        <source>Open already: {number}, {kind}, {time}, {state}</source>
        <translation>已有同类事项：{number} {kind}，{time}，{state}</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>并入</translation>
    </message>
    <message>
        <source>{place}: {count} unit(s) called on this kind of matter</source>
        <translation>{place}：已有 {count} 户反映同类事项</translation>
    </message>
    <message>
        <source>Joins {number}. {place}: with this one {count} unit(s)</source>
        <translation>归入 {number}。{place}：连同本户共 {count} 户</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>取消归入</translation>
    </message>
    <message>
        <source>Same incident</source>
        <translation>同一事件</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>{name} ({relation})</source>
        <translation>{name}（{relation}）</translation>
    </message>
    <message>
        <source>Lives here</source>
        <translation>住户</translation>
    </message>
</context>
<context>
    <name>UnitField</name>
    <message>
        <source>3-2-1102, name, zs, or last 4 of a phone</source>
        <translation>3-2-1102、姓名、zs 或手机后四位</translation>
    </message>
    <message>
        <source>Nobody and no unit of this name</source>
        <translation>查无此人、此房</translation>
    </message>
    <message>
        <source>Who is meant</source>
        <translation>所指住户</translation>
    </message>
</context>
<context>
    <name>UnitPage</name>
    <message>
        <source>Residents</source>
        <translation>现住户</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>曾住</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>读取中…</translation>
    </message>
    <message>
        <source>until {day} · {who}</source>
        <translation>至 {day} · {who}</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>End this instruction: {text}</source>
        <translation>结束此嘱托：{text}</translation>
    </message>
    <message>
        <source>Nobody is entered here. F2 adds a resident.</source>
        <translation>此房号尚无住户，按 F2 新增。</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开 {name}</translation>
    </message>
    <message>
        <source>Waiting for this unit</source>
        <translation>该户待办</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>暂无记录。</translation>
    </message>
</context>
<context>
    <name>UnreadNotes</name>
    <message>
        <source>You have read every must-read note.</source>
        <translation>必读事项已全部阅读。</translation>
    </message>
</context>
<context>
    <name>VisitHelp</name>
    <message>
        <source>Last time: {words}</source>
        <translation>上次：{words}</translation>
    </message>
</context>
<context>
    <name>Wall</name>
    <message>
        <source>In</source>
        <extracomment>A set that is in somebody&apos;s hands. Every look has a shape of its own: nothing is said by colour alone.</extracomment>
        <translation>在位</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今日应还</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Empty hook</source>
        <translation>空挂位</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>已清点</translation>
    </message>
    <message>
        <source>seen empty</source>
        <translation>确认为空</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不符</translation>
    </message>
    <message>
        <source>{count} key</source>
        <translation>{count} 把</translation>
    </message>
    <message>
        <source>{count} keys</source>
        <translation>{count} 把</translation>
    </message>
    <message>
        <source>no time set</source>
        <translation>未定时间</translation>
    </message>
    <message>
        <source>late {span}</source>
        <translation>晚 {span}</translation>
    </message>
    <message>
        <source>by {time}</source>
        <translation>{time} 还</translation>
    </message>
    <message>
        <source>asked for by {slip}</source>
        <translation>{slip} 要用</translation>
    </message>
    <message>
        <source>Row {row}</source>
        <translation>第 {row} 排</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Floor {span}</source>
        <translation>{span} 层</translation>
    </message>
</context>
<context>
    <name>WallLegend</name>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
</context>
<context>
    <name>WallSide</name>
    <message>
        <source>Find: hook, unit or scan   /</source>
        <translation>定位：挂位、房号或扫码  /</translation>
    </message>
    <message>
        <source>Find   /</source>
        <translation>定位  /</translation>
    </message>
    <message>
        <source>Find a hook: its number, a unit, a room, a borrower</source>
        <translation>定位：挂位、房号、房间或借用人</translation>
    </message>
    <message>
        <source>Chosen {count}: {hooks} · F2 lends them together</source>
        <translation>已选 {count} 串：{hooks} · 按 F2 一并借出</translation>
    </message>
    <message>
        <source>Chosen {count}: {hooks} · Ctrl+Enter takes them back</source>
        <translation>已选 {count} 串：{hooks} · 按 Ctrl+回车 一并归还</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>全貌</translation>
    </message>
</context>
<context>
    <name>WallView</name>
    <message>
        <source>{hook}, chosen</source>
        <extracomment>So far the ring around a hook reaches; no further than the gap to the next hook at the usual sizes.</extracomment>
        <translation>{hook}，已选中</translation>
    </message>
    <message>
        <source>Key cabinet</source>
        <translation>钥匙柜</translation>
    </message>
    <message>
        <source>Row {row}, hook {column} of {columns}</source>
        <translation>第 {row} 排，第 {column} 个挂位，共 {columns} 个</translation>
    </message>
    <message>
        <source>{hook} cannot be chosen with the others.</source>
        <translation>{hook} 不能与已选的一起办。</translation>
    </message>
</context>
<context>
    <name>Watch</name>
    <message>
        <source>No emergency waits to be passed on.</source>
        <translation>没有待通报的紧急求助。</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>New entry</source>
        <translation>新登记</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The next step; in a form, save</source>
        <translation>办下一步；填表时为保存</translation>
    </message>
    <message>
        <source>Other steps</source>
        <translation>其他步骤</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Leave the form; the draft stays</source>
        <translation>离开表单，草稿保留</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Show or hide Today</source>
        <translation>显示或隐藏今日待办</translation>
    </message>
    <message>
        <source>Pass the waiting emergency on</source>
        <translation>登记紧急求助的通报</translation>
    </message>
    <message>
        <source>Hand over, or go on with it</source>
        <translation>交班，或接着办理交班</translation>
    </message>
    <message>
        <source>Open the next unread note</source>
        <translation>打开下一条未读的必读事项</translation>
    </message>
    <message>
        <source>Put the notice away</source>
        <translation>收起提示</translation>
    </message>
    <message>
        <source>Take the step back (while it is offered)</source>
        <translation>撤回刚才一步（提示显示期间）</translation>
    </message>
    <message>
        <source>Close this tab</source>
        <translation>关闭此标签页</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Lock, or change person</source>
        <translation>锁定或换人登录</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Print what is waiting</source>
        <translation>打印待打印文件</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <source>{code} is already scanned.</source>
        <translation>{code} 已扫描过。</translation>
    </message>
    <message>
        <source>Nothing here has the code {code}.</source>
        <translation>没有编码为 {code} 的记录。</translation>
    </message>
    <message>
        <source>Scanned {count}: {codes}</source>
        <translation>已扫描 {count} 张：{codes}</translation>
    </message>
</context>
<context>
    <name>WorkbookSteps</name>
    <message>
        <source>Import from Excel</source>
        <translation>从 Excel 导入</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>directory.xlsx</source>
        <translation>业主档案.xlsx</translation>
    </message>
    <message>
        <source>directory template.xlsx</source>
        <translation>业主档案模板.xlsx</translation>
    </message>
    <message>
        <source>Write an Excel workbook</source>
        <translation>保存 Excel 文件</translation>
    </message>
    <message>
        <source>Writing {path}…</source>
        <translation>正在写入 {path}…</translation>
    </message>
    <message>
        <source>{path} is written.</source>
        <translation>已保存 {path}。</translation>
    </message>
</context>
<context>
    <name>YearPicture</name>
    <message>
        <source>today</source>
        <extracomment>A day&apos;s least width and height, and the room between two months, at 100 % of the text. From this width on a day&apos;s number and its letter stand beside each other in full size. Lines above a month&apos;s days: its name, the days of the week.</extracomment>
        <translation>今天</translation>
    </message>
    <message numerus="yes">
        <source>%n working</source>
        <translation>
            <numerusform>%n 个工作日</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Popup</name>
    <message>
        <source>Found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”. A number, a unit, a name, initials or any words will do.</source>
        <translation>没有找到“{text}”。可输入单号、房号、姓名、拼音首字母或任意文字。</translation>
    </message>
</context>
</TS>
