import {
	chooseHosts,
	findGroup,
	findParticipant,
	type Group,
	type GroupId,
	groupBy,
	lacksInterpreter,
	languagesOf,
	openGroups,
	type Participant,
	type ParticipantId,
	planRotation,
	type Workshop,
} from '@charrette/shared'
import { useMemo, useState } from 'react'
import { compareNames } from '../../i18n/compareNames.ts'
import { listNames } from '../../i18n/listText.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useSave } from '../../ui/useSave.ts'
import styles from '../people/groups.module.css'
import type { ControlProps } from '../useCommand.ts'
import { useSeatChanges } from './useSeatChanges.ts'

/** A table after the rotation. */
interface PlannedTable {
	group: Group
	host: ParticipantId | ''
	/** The people who can be its host: those who sit there now. */
	members: Participant[]
	/** The people who come, and perhaps those who stay because there is no other table for them. */
	people: Participant[]
}

/**
 * Shows the next rotation before it happens: for each table the host who stays, and the people who
 * come (GROUP2d). The facilitator can choose other hosts.
 */
export function RotationPlanner({ workshop, run, onDone }: ControlProps & { onDone: () => void }) {
	const { t } = useTranslation(['dashboard', 'app'])
	const changes = useSeatChanges(run)
	const [chosen, setChosen] = useState<ReadonlyMap<GroupId, ParticipantId | ''>>(new Map())
	const tables = useMemo(() => planTables(workshop, chosen), [workshop, chosen])
	const [isSaving, save] = useSave()
	const lacking = tables.filter(({ people }) => lacksInterpreter(people.map(languagesOf)))
	const rotate = async () => {
		const hosts = tables.map(({ group, host }) => ({ group: group.id, participant: host || null }))
		const done = t('dashboard:groups.rotated')
		if (await save(() => changes.rearrange(workshop, { type: 'groups.rotate', hosts }, done))) onDone()
	}
	return (
		<div className={styles['maker']}>
			<p className={styles['note']}>{t('dashboard:seating.rotation.lead')}</p>
			<div className={styles['unmet']} role="status">
				{lacking.length > 0 && (
					<p>
						{t('dashboard:seating.rotation.lacking', {
							count: lacking.length,
							groups: listNames(lacking.map(({ group }) => group.name)),
						})}
					</p>
				)}
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list is scrolled with the keyboard */}
			<ol className={styles['preview']} aria-label={t('dashboard:groups.preview')} tabIndex={0}>
				{tables.map((table) => (
					<TableAfterRotation
						key={table.group.id}
						table={table}
						workshop={workshop}
						onHost={(host) => setChosen(new Map(chosen).set(table.group.id, host))}
					/>
				))}
			</ol>
			<div className={styles['actions']}>
				<Button onClick={onDone}>{t('app:cancel')}</Button>
				<Button variant="primary" icon="rotate" busy={isSaving} onClick={rotate}>
					{t('dashboard:groups.rotate')}
				</Button>
			</div>
		</div>
	)
}

/** Plans the rotation with the chosen hosts, if they still sit at their tables. */
function planTables(workshop: Workshop, chosen: ReadonlyMap<GroupId, ParticipantId | ''>): PlannedTable[] {
	const hosts = chooseHosts(workshop)
	const members = groupBy(workshop.participants, ({ group }) => group)
	for (const [group, host] of chosen) {
		if (host === '') hosts.delete(group)
		else if (members.get(group)?.some(({ id }) => id === host)) hosts.set(group, host)
	}
	const { seats } = planRotation(workshop, hosts)
	const seated = groupBy(workshop.participants, ({ id, group }) => seats.get(id) ?? group)
	return openGroups(workshop).map((group) => ({
		group,
		host: hosts.get(group.id) ?? '',
		members: [...(members.get(group.id) ?? [])].sort((a, b) => compareNames(a.name, b.name)),
		people: seated.get(group.id) ?? [],
	}))
}

interface TableAfterRotationProps {
	table: PlannedTable
	workshop: Workshop
	onHost: (host: ParticipantId | '') => void
}

function TableAfterRotation({ table, workshop, onHost }: TableAfterRotationProps) {
	const { t } = useTranslation('dashboard')
	const { group, host, members, people } = table
	const comers = people.filter(({ id }) => id !== host)
	const nameOf = (id: GroupId) => findGroup(workshop, id)?.name ?? ''
	return (
		<li>
			<h3>{group.name}</h3>
			<div className={styles['host']}>
				<strong>
					{host
						? t('seating.rotation.stays', { host: findParticipant(workshop, host)?.name ?? '' })
						: t('seating.rotation.nobody')}
				</strong>
				<Menu
					icon="more"
					label={t('seating.rotation.hostOf', { group: group.name })}
					items={[
						...members.map(({ id, name }) => ({ id, label: name, onChoose: () => onHost(id) })),
						{ label: t('seating.rotation.nobody'), onChoose: () => onHost('') },
					]}
				/>
			</div>
			<small>{t('seating.rotation.comes', { count: comers.length })}</small>
			<ul>
				{comers.map((person) => (
					<li key={person.id} className={styles['member']}>
						<span>
							{person.name} <small>{t('seating.rotation.from', { group: nameOf(person.group) })}</small>
						</span>
					</li>
				))}
			</ul>
		</li>
	)
}
