@echo off
rem Sets everything up on the first start, then runs the program: run.cmd [ARGUMENTS]
rem run.cmd --with-roster adds the generator of duty rosters (OR-Tools), once and for all, and starts the program.
setlocal
set "ROOT=%~dp0."
set "VENV=%ROOT%\.venv"
set PYTHONUTF8=1
set LOCK=requirements.lock
set ARGUMENTS=%*
if exist "%VENV%\.installed-requirements-roster.lock" set LOCK=requirements-roster.lock
if not "%~1"=="--with-roster" goto setup
set LOCK=requirements-roster.lock
set ARGUMENTS=%ARGUMENTS:~13%
:setup
fc /b "%ROOT%\%LOCK%" "%VENV%\.installed-%LOCK%" >nul 2>nul && goto start
if not exist "%VENV%\Scripts\python.exe" py -3 -m venv "%VENV%" || goto nopython
"%VENV%\Scripts\python.exe" -c "import sys; sys.exit(sys.version_info < (3, 11))" || goto nopython
"%VENV%\Scripts\python.exe" -m pip install -q --disable-pip-version-check --require-hashes -r "%ROOT%\%LOCK%" || exit /b 1
copy /y "%ROOT%\%LOCK%" "%VENV%\.installed-%LOCK%" >nul
:start
"%VENV%\Scripts\python.exe" "%ROOT%\scripts\translations" build --if-needed || exit /b 1
set "PYTHONPATH=%ROOT%"
"%VENV%\Scripts\python.exe" -P -m deskapp %ARGUMENTS%
exit /b %ERRORLEVEL%
:nopython
echo Python 3.11 or newer is needed: https://www.python.org/downloads/
exit /b 1
