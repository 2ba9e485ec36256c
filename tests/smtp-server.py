"""A mail server for the tests: writes each mail it takes into a folder, and behaves as the file "mood" there says.

usage: smtp-server.py FOLDER PORT
mood: take | refuse | busy | hang (takes the mail and closes the connection without an answer)
      | wait (takes the mail and never answers) | twice (takes it and says so twice)
"""
import asyncio
import pathlib
import sys
import threading

from aiosmtpd.controller import Controller

folder = pathlib.Path(sys.argv[1])


def mood():
    told = folder / "mood"
    return told.read_text().strip() if told.exists() else "take"


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if mood() == "refuse":
            return "550 no such mailbox"
        if mood() == "busy":
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Handler.count += 1
        draft = folder / f"{Handler.count:05}.tmp"
        draft.write_bytes(envelope.content)
        draft.rename(folder / f"{Handler.count:05}.eml")
        if mood() == "hang":
            server.transport.abort()
        if mood() == "wait":
            await asyncio.get_running_loop().create_future()
        if mood() == "twice":
            return "250 taken\r\n250 taken"
        return "250 taken"


controller = Controller(Handler(), hostname="127.0.0.1", port=int(sys.argv[2]))
controller.start()
print("listening", flush=True)
threading.Event().wait()
