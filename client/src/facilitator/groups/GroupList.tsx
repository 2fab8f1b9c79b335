import { currentSession, type Group, type GroupId, hostOf, LIMITS, type ParticipantId } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import type { ConductProps } from '../conduct/ConductProps.ts'
import styles from './groups.module.css'

/** The groups of the session that runs: their names, who hosts each table, and the way out for one too many. */
export function GroupList({ workshop, run }: ConductProps) {
	const { t } = useTranslation('desk')
	const groups = currentSession(workshop)?.groups ?? []
	return (
		<div className={styles['maker']}>
			<p className={styles['note']}>{t('groups.hostHint')}</p>
			<ul className={styles['groups']}>
				{groups.map((group) => (
					<GroupRow key={group.id} workshop={workshop} run={run} group={group} />
				))}
			</ul>
			<div className={styles['actions']}>
				<Button icon="plus" disabled={groups.length >= LIMITS.maxGroups} onClick={() => run({ type: 'groups.add' })}>
					{t('groups.add')}
				</Button>
			</div>
		</div>
	)
}

type GroupRowProps = ConductProps & { group: Group }

function GroupRow({ workshop, run, group }: GroupRowProps) {
	const { t } = useTranslation('desk')
	const [isLeaving, setLeaving] = useState(false)
	const members = workshop.participants.filter((person) => person.group === group.id)
	const host: ParticipantId | '' = hostOf(group, workshop)?.id ?? ''
	const others = (currentSession(workshop)?.groups ?? []).filter((other) => other.id !== group.id)
	return (
		<li>
			<GroupName group={group} run={run} />
			<small>{group.isResting ? t('groups.resting') : t('bar.people', { count: members.length })}</small>
			<Select
				label={t('groups.hostOf', { group: group.name })}
				value={host}
				options={[
					{ value: '', label: t('groups.noHost') },
					...members.map(({ id, name }) => ({ value: id, label: t('groups.host', { name }) })),
				]}
				onChange={(participant) => run({ type: 'group.host', group: group.id, participant: participant || null })}
			/>
			{others.length > 0 && (
				<Button
					icon="close"
					iconOnly
					look="quiet"
					aria-expanded={isLeaving}
					aria-label={t('groups.removeNamed', { group: group.name })}
					onClick={() => setLeaving(!isLeaving)}
				/>
			)}
			{isLeaving && (
				<GroupLeave others={others} onLeave={(to) => run({ type: 'groups.remove', group: group.id, to })} />
			)}
		</li>
	)
}

/** The name is taken over when one goes on, by Enter or elsewhere. */
function GroupName({ group, run }: Pick<GroupRowProps, 'group' | 'run'>) {
	const { t } = useTranslation('desk')
	const [typed, setTyped] = useState<string | null>(null)
	const save = () => {
		const name = typed?.trim() ?? ''
		if (name !== '' && name !== group.name) run({ type: 'groups.rename', group: group.id, name })
		setTyped(null)
	}
	return (
		<input
			type="text"
			autoComplete="off"
			aria-label={t('groups.nameOf', { group: group.name })}
			maxLength={LIMITS.maxTitleLength}
			value={typed ?? group.name}
			onChange={(event) => setTyped(event.target.value)}
			onBlur={save}
			onKeyDown={(event) => {
				if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur()
			}}
		/>
	)
}

interface GroupLeaveProps {
	others: readonly Group[]
	onLeave: (to: GroupId) => void
}

/** Where the people of a group and what is on its board go when it is taken out. */
function GroupLeave({ others, onLeave }: GroupLeaveProps) {
	const { t } = useTranslation('desk')
	const [to, setTo] = useState<GroupId | undefined>(others[0]?.id)
	if (!to) return null
	return (
		<div className={styles['leave']}>
			<span aria-hidden="true">{t('groups.goTo')}</span>
			<Select
				label={t('groups.goTo')}
				value={to}
				options={others.map(({ id, name }) => ({ value: id, label: name }))}
				onChange={setTo}
			/>
			<Button look="danger" onClick={() => onLeave(to)}>
				{t('groups.remove')}
			</Button>
		</div>
	)
}
