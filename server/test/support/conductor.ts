import type {
	CommandResult,
	ErrorBody,
	OpenedWorkshop,
	OpenWorkshopBody,
	Workshop,
	WorkshopView,
} from '@charrette/shared'
import type { Answer } from './call.ts'
import { call, join, openWorkshop } from './call.ts'

/** A facilitator at work on a workshop of their own. */
export interface Conductor {
	opened: OpenedWorkshop
	/** Runs a command that is to work, and gives the state after it. */
	run(command: object): Promise<Workshop>
	/** Runs a command and gives the answer, whatever it is. */
	tell(command: object): Promise<Answer<CommandResult & Partial<ErrorBody>>>
	state(): Promise<Workshop>
}

/** Opens a workshop of two groups and conducts it. */
export async function conduct(url: string, wish: Partial<OpenWorkshopBody> = {}): Promise<Conductor> {
	const opened = await openWorkshop(url, wish)
	const { token, workshop } = opened
	const path = `/api/workshops/${workshop.id}`
	const tell: Conductor['tell'] = (command) => call(url, `${path}/commands`, { token, body: command })
	const state = async () => (await call<WorkshopView>(url, path, { token })).body.workshop
	return {
		opened,
		tell,
		state,
		async run(command) {
			const { status, body } = await tell(command)
			if (status !== 200) throw new Error(`${JSON.stringify(command)}: ${body.error?.message}`)
			return state()
		},
	}
}

/** Like `conduct`, with Ana in the hall. */
export async function conductWithAna(url: string) {
	const desk = await conduct(url)
	return { desk, ana: await join(url, desk.opened.joinCode, 'Ana') }
}

/** A phase of this kind, as it is given. */
export const phaseOf = (kind: string, more: object = {}) => ({ kind, title: { en: kind }, minutes: 10, ...more })
