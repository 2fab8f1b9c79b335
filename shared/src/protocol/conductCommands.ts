import { z } from 'zod'
import { RECORD_ID_PATTERN } from '../board/boardDocument.ts'
import type { BoardId, ParticipantId, PhaseId, SessionId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { PROJECTIONS } from '../domain/Phase.ts'
import { TEMPLATE_IDS } from '../domain/templates.ts'
import { id, line, place } from './fields.ts'
import { phaseBody, phaseChange, runSheetFile } from './runSheet.ts'

const session = id<SessionId>()
const phase = id<PhaseId>()
const participant = id<ParticipantId>()
const minutes = z.number().max(LIMITS.maxPhaseMinutes)
const title = line(LIMITS.maxTitleLength)
/** The phase that the sender saw running: if another runs by now, somebody was quicker and nothing is done. */
const from = phase.nullable().exactOptional()
/** Whether the phase's time runs at once. */
const startsTimer = z.boolean().exactOptional()

/** The commands that plan and conduct a workshop. */
export const conductCommands = [
	z.object({
		type: z.literal('session.add'),
		title: title.exactOptional(),
		groups: z.int().min(1).max(LIMITS.maxGroups).exactOptional(),
		template: z.enum(TEMPLATE_IDS).exactOptional(),
		sheet: runSheetFile.exactOptional(),
	}),
	z.object({ type: z.literal('session.copy'), session, title: title.exactOptional() }),
	z.object({ type: z.literal('session.remove'), session, withCards: z.boolean().exactOptional() }),
	z.object({ type: z.literal('session.move'), session, to: place }),
	z.object({ type: z.literal('session.rename'), session, title }),
	z.object({ type: z.literal('session.goto'), session }),
	z.object({
		type: z.literal('phase.add'),
		session: session.exactOptional(),
		phase: phaseBody,
		at: place.exactOptional(),
	}),
	z.object({ type: z.literal('phase.change'), phase, change: phaseChange }),
	z.object({ type: z.literal('phase.remove'), phase }),
	z.object({ type: z.literal('phase.move'), phase, to: place }),
	z.object({ type: z.literal('phase.copy'), phase }),
	z.object({ type: z.literal('phase.next'), from, startsTimer }),
	z.object({ type: z.literal('phase.previous'), from, startsTimer }),
	z.object({ type: z.literal('phase.goto'), phase: phase.nullable(), startsTimer }),
	z.object({ type: z.literal('timer.start'), minutes: minutes.positive().exactOptional() }),
	z.object({ type: z.literal('timer.pause') }),
	z.object({ type: z.literal('timer.resume') }),
	z.object({ type: z.literal('timer.add'), minutes: minutes.min(-LIMITS.maxPhaseMinutes) }),
	z.object({ type: z.literal('timer.stop') }),
	z.object({ type: z.literal('projection.set'), shows: z.enum(PROJECTIONS).nullable() }),
	z.object({ type: z.literal('message.send'), text: line(LIMITS.maxMessageLength) }),
	z.object({ type: z.literal('message.clear') }),
	z.object({ type: z.literal('anonymity.set'), isAnonymous: z.boolean() }),
	z.object({ type: z.literal('participant.remove'), participant, mayReturn: z.boolean().exactOptional() }),
	z.object({ type: z.literal('participant.readmit'), participant }),
	z.object({ type: z.literal('participant.nudge'), participant }),
	z.object({
		type: z.literal('setup.mark'),
		board: id<BoardId>(),
		records: z.array(z.string().regex(RECORD_ID_PATTERN)).min(1).max(500),
		isSetUp: z.boolean(),
	}),
] as const
