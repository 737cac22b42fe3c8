@echo off
rem Sets everything up on the first start, then runs the program: run.cmd [ARGUMENTS]
setlocal
set "ROOT=%~dp0."
set "VENV=%ROOT%\.venv"
set PYTHONUTF8=1
fc /b "%ROOT%\requirements.lock" "%VENV%\.installed-requirements.lock" >nul 2>nul && goto start
if not exist "%VENV%\Scripts\python.exe" py -3 -m venv "%VENV%" || goto nopython
"%VENV%\Scripts\python.exe" -c "import sys; sys.exit(sys.version_info < (3, 11))" || goto nopython
"%VENV%\Scripts\python.exe" -m pip install -q --disable-pip-version-check --require-hashes -r "%ROOT%\requirements.lock" || exit /b 1
copy /y "%ROOT%\requirements.lock" "%VENV%\.installed-requirements.lock" >nul
:start
"%VENV%\Scripts\python.exe" "%ROOT%\scripts\translations" build --if-needed || exit /b 1
set "PYTHONPATH=%ROOT%"
"%VENV%\Scripts\python.exe" -P -m deskapp %*
exit /b %ERRORLEVEL%
:nopython
echo Python 3.11 or newer is needed: https://www.python.org/downloads/
exit /b 1
