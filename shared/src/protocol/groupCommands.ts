import { z } from 'zod'
import type { FacilitatorId, GroupId, ParticipantId, SessionId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { id, line } from './fields.ts'
import { personName } from './routes.ts'

const participant = id<ParticipantId>()
const group = id<GroupId>()
const facilitator = id<FacilitatorId>()
const name = line(LIMITS.maxTitleLength)
const pairs = z.array(z.tuple([participant, participant])).max(LIMITS.maxPairs)

/** The schema of a `MixPlan`. */
const mixPlan = z
	.object({
		seed: z.int(),
		count: z.int().min(1).max(LIMITS.maxGroups).exactOptional(),
		size: z.int().min(1).max(LIMITS.maxParticipants).exactOptional(),
		together: pairs.exactOptional(),
		apart: pairs.exactOptional(),
		staysNear: z.boolean().exactOptional(),
		spreadsLanguages: z.boolean().exactOptional(),
		needsInterpreters: z.boolean().exactOptional(),
	})
	.refine(({ count, size }) => count === undefined || size === undefined, 'it may have either a count or a size')

/** Groups as the preview showed them. A group without an id is created. */
const mixedGroups = z
	.array(z.object({ group: group.exactOptional(), people: z.array(participant).max(LIMITS.maxParticipants) }))
	.min(1)
	.max(LIMITS.maxGroups)

/** The seats of some people; what is missing stays as it is. */
const seats = z
	.array(
		z.object({
			group,
			people: z.array(participant).max(LIMITS.maxParticipants),
			host: participant.nullable().exactOptional(),
			isResting: z.boolean().exactOptional(),
		}),
	)
	.min(1)
	.max(LIMITS.maxGroups)

/** The schema of a `Rotation`. */
const rotation = z.object({
	tables: z.array(group).max(LIMITS.maxGroups),
	been: z
		.partialRecord(participant, z.array(z.int().min(0).max(LIMITS.maxGroups)).max(LIMITS.maxGroups))
		.refine((been) => Object.keys(been).length <= LIMITS.maxParticipants, 'it has too many people'),
})

/** Commands that change the groups of the current session. */
export const groupCommands = [
	z
		.object({ type: z.literal('groups.mix'), groups: mixedGroups.exactOptional(), plan: mixPlan.exactOptional() })
		.refine(
			({ groups, plan }) => (groups === undefined) !== (plan === undefined),
			'it must have either groups or a plan',
		),
	z.object({
		type: z.literal('groups.seat'),
		seats,
		rotation: rotation.nullable().exactOptional(),
		/** Whether groups that are not listed rest. */
		othersRest: z.boolean().exactOptional(),
	}),
	z.object({ type: z.literal('groups.add'), session: id<SessionId>().exactOptional(), name: name.exactOptional() }),
	z.object({ type: z.literal('groups.rename'), group, name }),
	z.object({ type: z.literal('groups.remove'), group, to: group.exactOptional() }),
	z.object({
		type: z.literal('groups.rotate'),
		hosts: z
			.array(z.object({ group, participant: participant.nullable() }))
			.max(LIMITS.maxGroups)
			.exactOptional(),
	}),
	z.object({ type: z.literal('group.host'), group, participant: participant.nullable() }),
	z.object({
		type: z.literal('groups.assign'),
		groups: z
			.array(z.object({ group, facilitator: facilitator.nullable() }))
			.min(1)
			.max(LIMITS.maxGroups),
	}),
	z.object({ type: z.literal('facilitator.add'), name: personName }),
	z.object({ type: z.literal('facilitator.rename'), facilitator, name: personName }),
	z.object({ type: z.literal('facilitator.remove'), facilitator }),
] as const
