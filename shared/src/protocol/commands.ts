import { z } from 'zod'
import { RECORD_ID_PATTERN } from '../board/boardDocument.ts'
import { CARD_KINDS } from '../domain/BoardContent.ts'
import type { BoardId, GroupId, ParticipantId, PhaseId, RoundId, SessionId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { PROJECTIONS, TEMPLATE_IDS } from '../domain/Phase.ts'
import { id, line, listPosition } from './fields.ts'
import { phaseBody, phaseChange, runSheetFile } from './runSheetFile.ts'

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
export const facilitationCommands = [
	z.object({
		type: z.literal('session.add'),
		title: title.exactOptional(),
		groups: z.int().min(1).max(LIMITS.maxGroups).exactOptional(),
		template: z.enum(TEMPLATE_IDS).exactOptional(),
		sheet: runSheetFile.exactOptional(),
	}),
	z.object({ type: z.literal('session.copy'), session, title: title.exactOptional() }),
	z.object({ type: z.literal('session.remove'), session, withCards: z.boolean().exactOptional() }),
	z.object({ type: z.literal('session.move'), session, to: listPosition }),
	z.object({ type: z.literal('session.rename'), session, title }),
	z.object({ type: z.literal('session.goto'), session }),
	z.object({
		type: z.literal('phase.add'),
		session: session.exactOptional(),
		phase: phaseBody,
		at: listPosition.exactOptional(),
	}),
	z.object({ type: z.literal('phase.change'), phase, change: phaseChange }),
	z.object({ type: z.literal('phase.remove'), phase }),
	z.object({ type: z.literal('phase.move'), phase, to: listPosition }),
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
	z.object({ type: z.literal('board.remove'), board: id<BoardId>(), withCards: z.boolean().exactOptional() }),
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

const group = id<GroupId>()
const personId = id<ParticipantId>()
const name = line(LIMITS.maxTitleLength)
const pairs = z.array(z.tuple([personId, personId])).max(LIMITS.maxPairs)

/** A `MixPlan`. */
const mixPlan = z
	.object({
		seed: z.int(),
		count: z.int().min(1).max(LIMITS.maxGroups).exactOptional(),
		size: z.int().min(1).max(LIMITS.maxParticipants).exactOptional(),
		together: pairs.exactOptional(),
		apart: pairs.exactOptional(),
		staysNear: z.boolean().exactOptional(),
	})
	.refine(({ count, size }) => count === undefined || size === undefined, 'it may have either a count or a size')

/** Groups as a preview showed them. One without an id is a new one. */
const mixedGroups = z
	.array(z.object({ group: group.exactOptional(), people: z.array(personId).max(LIMITS.maxParticipants) }))
	.min(1)
	.max(LIMITS.maxGroups)

/** The commands that make groups of the session that runs, and send people round them. */
export const groupCommands = [
	z
		.object({ type: z.literal('groups.mix'), groups: mixedGroups.exactOptional(), plan: mixPlan.exactOptional() })
		.refine(
			({ groups, plan }) => (groups === undefined) !== (plan === undefined),
			'it must have either groups or a plan',
		),
	z.object({ type: z.literal('groups.add'), session: id<SessionId>().exactOptional(), name: name.exactOptional() }),
	z.object({ type: z.literal('groups.rename'), group, name }),
	z.object({ type: z.literal('groups.remove'), group, to: group.exactOptional() }),
	z.object({
		type: z.literal('groups.rotate'),
		hosts: z
			.array(z.object({ group, participant: personId }))
			.max(LIMITS.maxGroups)
			.exactOptional(),
	}),
	z.object({ type: z.literal('group.host'), group, participant: personId.nullable() }),
] as const

/** What facilitators do with cards that were written in private (ROOM3). */
export const privateCommands = [
	z.object({
		type: z.literal('private.reveal'),
		/** One board, of any session; else all of the session that runs. */
		board: id<BoardId>().exactOptional(),
		/** Whether the cards keep who wrote them. */
		names: z.boolean(),
	}),
] as const

const round = id<RoundId>()

/** The commands that conduct votes. */
export const voteCommands = [
	z.object({
		type: z.literal('vote.open'),
		session: id<SessionId>().exactOptional(),
		title: line(LIMITS.maxTitleLength),
		budget: z.int().min(1).max(LIMITS.maxDots).default(3),
		perCard: z.int().min(1).max(LIMITS.maxDots).default(1),
		boards: z
			.array(id<BoardId>())
			.min(1)
			.max(LIMITS.maxGroups + 1)
			.exactOptional(),
		kinds: z.array(z.enum(CARD_KINDS)).min(1).exactOptional(),
	}),
	z.object({ type: z.literal('vote.close'), round }),
	z.object({ type: z.literal('vote.cancel'), round }),
	z.object({
		type: z.literal('vote.proxy'),
		round,
		name: line(LIMITS.maxNameLength),
		city: line(LIMITS.maxCityLength),
	}),
] as const
