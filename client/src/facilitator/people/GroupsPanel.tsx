import {
	currentSession,
	type Group,
	type GroupId,
	hostOf,
	LIMITS,
	openGroups,
	type ParticipantId,
} from '@charrette/shared'
import { type ReactNode, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { NameField } from '../NameField.tsx'
import { RotationPlanner } from '../seating/RotationPlanner.tsx'
import type { ControlProps } from '../useCommand.ts'
import { GroupMixer } from './GroupMixer.tsx'
import styles from './groups.module.css'

/**
 * The buttons for groups: mix them, rotate them to the next boards, and edit their names and hosts.
 * `children` come first.
 */
export function GroupsPanel({ workshop, run, children }: ControlProps & { children?: ReactNode }) {
	const { t } = useTranslation('dashboard')
	const [dialog, setDialog] = useState<'mix' | 'rotate' | 'list' | null>(null)
	const close = () => setDialog(null)
	return (
		<section className={styles['panel']} aria-label={t('groups.title')}>
			{children}
			<Button size="small" onClick={() => setDialog('mix')}>
				{t('groups.mix')}
			</Button>
			<Button size="small" disabled={openGroups(workshop).length < 2} onClick={() => setDialog('rotate')}>
				{t('groups.rotate')}
			</Button>
			<Button size="small" onClick={() => setDialog('list')}>
				{t('groups.title')}
			</Button>
			{dialog === 'mix' && (
				<Dialog title={t('seating.mixing.title')} isWide onClose={close}>
					<GroupMixer workshop={workshop} run={run} onDone={close} />
				</Dialog>
			)}
			{dialog === 'rotate' && (
				<Dialog title={t('seating.rotation.title')} isWide onClose={close}>
					<RotationPlanner workshop={workshop} run={run} onDone={close} />
				</Dialog>
			)}
			{dialog === 'list' && (
				<Dialog title={t('groups.title')} onClose={close}>
					<GroupList workshop={workshop} run={run} />
				</Dialog>
			)}
		</section>
	)
}

/**
 * The groups of the current session: their names, their hosts, and buttons that add and remove
 * groups.
 */
function GroupList({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
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

type GroupRowProps = ControlProps & { group: Group }

function GroupRow({ workshop, run, group }: GroupRowProps) {
	const { t } = useTranslation('dashboard')
	const [isRemoving, setRemoving] = useState(false)
	const members = workshop.participants.filter((person) => person.group === group.id)
	const host: ParticipantId | '' = hostOf(group, workshop)?.id ?? ''
	const others = (currentSession(workshop)?.groups ?? []).filter((other) => other.id !== group.id)
	return (
		<li>
			<NameField
				label={t('groups.nameOf', { group: group.name })}
				name={group.name}
				maxLength={LIMITS.maxTitleLength}
				save={(name) => run({ type: 'groups.rename', group: group.id, name })}
			/>
			<small>{group.isResting ? t('groups.resting') : t('header.people', { count: members.length })}</small>
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
					variant="quiet"
					aria-expanded={isRemoving}
					aria-label={t('groups.removeNamed', { group: group.name })}
					onClick={() => setRemoving(!isRemoving)}
				/>
			)}
			{isRemoving && (
				<RemoveGroupForm others={others} onRemove={(to) => run({ type: 'groups.remove', group: group.id, to })} />
			)}
		</li>
	)
}

interface RemoveGroupFormProps {
	others: readonly Group[]
	onRemove: (to: GroupId) => void
}

/** Asks for the group that gets the members and cards of a removed group. */
function RemoveGroupForm({ others, onRemove }: RemoveGroupFormProps) {
	const { t } = useTranslation('dashboard')
	const [chosen, setTo] = useState<GroupId | null>(null)
	// The chosen group may be removed meanwhile.
	const to = (others.find(({ id }) => id === chosen) ?? others[0])?.id
	if (!to) return null
	return (
		<div className={styles['removal']}>
			<span aria-hidden="true">{t('groups.moveTo')}</span>
			<Select
				label={t('groups.moveTo')}
				value={to}
				options={others.map(({ id, name }) => ({ value: id, label: name }))}
				onChange={setTo}
			/>
			<Button variant="danger" onClick={() => onRemove(to)}>
				{t('groups.remove')}
			</Button>
		</div>
	)
}
