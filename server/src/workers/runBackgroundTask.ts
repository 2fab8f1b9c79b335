/** Runs in the threads of a background pool: functions of other modules, which are loaded at a low priority, too. */
import { lowerThreadPriority } from './lowerThreadPriority.ts'

/** A task for a function of a module, by the module's address. */
export interface BackgroundTask {
	file: string
	name: string
	task: unknown
}

lowerThreadPriority()

/** Rejects with what the function throws. */
export async function runBackgroundTask({ file, name, task }: BackgroundTask): Promise<unknown> {
	const module: Record<string, (task: unknown) => unknown> = await import(file)
	const run = module[name]
	if (!run) throw new Error(`there is no function ${name}`)
	return run(task)
}
