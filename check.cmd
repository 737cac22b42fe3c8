@echo off
rem Sets everything up, then runs all tests: check.cmd [PYTEST ARGUMENTS]
setlocal
set "ROOT=%~dp0."
set "VENV=%ROOT%\.venv"
set PYTHONUTF8=1
fc /b "%ROOT%\requirements-dev.lock" "%VENV%\.installed-requirements-dev.lock" >nul 2>nul && goto start
if not exist "%VENV%\Scripts\python.exe" py -3 -m venv "%VENV%" || goto nopython
"%VENV%\Scripts\python.exe" -c "import sys; sys.exit(sys.version_info < (3, 11))" || goto nopython
"%VENV%\Scripts\python.exe" -m pip install -q --disable-pip-version-check --require-hashes -r "%ROOT%\requirements-dev.lock" || exit /b 1
copy /y "%ROOT%\requirements-dev.lock" "%VENV%\.installed-requirements-dev.lock" >nul
:start
"%VENV%\Scripts\python.exe" "%ROOT%\scripts\translations" build --if-needed || exit /b 1
cd /d "%ROOT%"
"%VENV%\Scripts\python.exe" -m pytest -n auto %*
exit /b %ERRORLEVEL%
:nopython
echo Python 3.11 or newer is needed: https://www.python.org/downloads/
exit /b 1
