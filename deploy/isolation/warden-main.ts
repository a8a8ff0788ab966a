import { removeDisposableFolder } from "./disposable";
import { endSession } from "./session";
import type { WardenTask } from "./warden";

const tasks: Readonly<Record<WardenTask, (subject: string) => Promise<void>>> = {
  "remove-folder": removeDisposableFolder,
  "end-session": endSession,
};

const [task, subject] = process.argv.slice(2) as [WardenTask, string];
void tasks[task](subject);
