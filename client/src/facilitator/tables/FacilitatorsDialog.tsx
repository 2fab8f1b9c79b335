import {
	type Assignment,
	currentSession,
	facilitatorOf,
	type Group,
	LIMITS,
	type NamedFacilitator,
	shareTables,
} from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { joinParts, listNames } from '../../i18n/listText.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/Dialog.tsx'
import field from '../../ui/Field.module.css'
import { useToast } from '../../ui/Toasts.tsx'
import { useEvent } from '../../ui/useEvent.ts'
import { useSave } from '../../ui/useSave.ts'
import { NameField } from '../NameField.tsx'
import type { ControlProps } from '../useCommand.ts'
import styles from './tables.module.css'
import type { TableViewProps } from './tableView.ts'

type FacilitatorsProps = ControlProps & TableViewProps

/** Opens the list of facilitators and their tables (BLOCK1–3). */
export function FacilitatorsButton(props: FacilitatorsProps) {
	const { t } = useTranslation('dashboard')
	const [isOpen, setOpen] = useState(false)
	// The toast outlives the dialog.
	const share = useShareOut(props)
	return (
		<>
			<Button size="small" onClick={() => setOpen(true)}>
				{t('blocks.title')}
			</Button>
			{isOpen && (
				<Dialog title={t('blocks.title')} onClose={() => setOpen(false)}>
					<Facilitators {...props} share={share} />
				</Dialog>
			)}
		</>
	)
}

/** The facilitators of the workshop, the tables of each, and the button that shares them out. */
function Facilitators({ share, ...props }: FacilitatorsProps & { share: () => void }) {
	const { workshop, run } = props
	const { t } = useTranslation('dashboard')
	const { facilitators = [] } = workshop
	const groups = currentSession(workshop)?.groups ?? []
	const free = groups.filter((group) => !facilitatorOf(workshop, group)).length
	return (
		<div className={styles['facilitators']}>
			<p>{t('blocks.lead')}</p>
			<ul>
				{facilitators.map((facilitator) => (
					<FacilitatorRow key={facilitator.id} {...props} facilitator={facilitator} groups={groups} />
				))}
			</ul>
			<AddFacilitator run={run} />
			{facilitators.length > 0 && (
				<div className={styles['share']}>
					<p role="status">{free > 0 && t('blocks.free', { count: free })}</p>
					<Button variant="primary" onClick={share}>
						{t('blocks.share')}
					</Button>
				</div>
			)}
		</div>
	)
}

/**
 * Returns the function that shares out the tables of the current session, with a toast that undoes
 * it as long as nobody has assigned them otherwise (BLOCK3a).
 */
function useShareOut({ workshop, run }: ControlProps): () => Promise<void> {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const groups = currentSession(workshop)?.groups ?? []
	const assign = (assignments: Assignment[]) => run({ type: 'groups.assign', groups: assignments })
	const undo = useEvent(async (before: Assignment[], made: Assignment[], version: number) => {
		const now = new Map(assignmentsOf(groups).map(({ group, facilitator }) => [group, facilitator]))
		const isChanged = made.some(({ group, facilitator }) => now.get(group) !== facilitator)
		// The state with the assignments may not have arrived yet.
		if (isChanged && workshop.version >= version) return showToast(t('blocks.changedSince'), 'error')
		if (await assign(before)) showToast(t('blocks.undone'))
	})
	return async () => {
		const before = assignmentsOf(groups)
		const made = shareTables(groups, workshop.facilitators ?? [])
		const result = await assign(made)
		if (!result) return
		const onChoose = () => undo(before, made, result.version)
		showToast(t('blocks.shared'), 'note', { label: t('runSheet.undo'), onChoose })
	}
}

const assignmentsOf = (groups: readonly Group[]) =>
	groups.map((group): Assignment => ({ group: group.id, facilitator: group.facilitator ?? null }))

/** Adds a facilitator by name. */
function AddFacilitator({ run }: Pick<ControlProps, 'run'>) {
	const { t } = useTranslation('dashboard')
	const [name, setName] = useState('')
	const [isSaving, saving] = useSave()
	const add = async (event: FormEvent) => {
		event.preventDefault()
		const typed = name.trim()
		if (typed && (await saving(() => run({ type: 'facilitator.add', name: typed })))) setName('')
	}
	return (
		<form className={styles['add']} onSubmit={add}>
			<input
				type="text"
				className={field['compact']}
				autoComplete="off"
				placeholder={t('blocks.name')}
				aria-label={t('blocks.name')}
				maxLength={LIMITS.maxNameLength}
				value={name}
				onChange={({ target }) => setName(target.value)}
			/>
			<Button type="submit" icon="plus" busy={isSaving}>
				{t('blocks.add')}
			</Button>
		</form>
	)
}

type FacilitatorRowProps = FacilitatorsProps & { facilitator: NamedFacilitator; groups: readonly Group[] }

/** A facilitator: name, whether they use this device, their tables, and a button that removes. */
function FacilitatorRow({ workshop, run, view, onView, facilitator, groups }: FacilitatorRowProps) {
	const { t } = useTranslation('dashboard')
	const [open, setOpen] = useState<'tables' | 'removal' | null>(null)
	const { id, name } = facilitator
	const own = groups.filter((group) => group.facilitator === id)
	const isMe = view.me === id
	return (
		<li>
			<NameField
				label={t('blocks.nameOf', { name })}
				name={name}
				maxLength={LIMITS.maxNameLength}
				save={(typed) => run({ type: 'facilitator.rename', facilitator: id, name: typed })}
			/>
			<Button
				size="small"
				icon={isMe ? 'check' : 'people'}
				aria-pressed={isMe}
				aria-label={joinParts([t('blocks.isMe'), name])}
				onClick={() => onView({ me: isMe ? null : id, showsAll: false, tables: null })}
			>
				{t('blocks.isMe')}
			</Button>
			<Button
				icon="close"
				iconOnly
				variant="quiet"
				aria-label={t('blocks.remove', { name })}
				onClick={() => setOpen('removal')}
			/>
			<Button
				size="small"
				className={styles['own']}
				icon="chevronDown"
				aria-expanded={open === 'tables'}
				aria-label={joinParts([t('blocks.tablesOf', { name }), describeTables(groups, own)])}
				onClick={() => setOpen(open === 'tables' ? null : 'tables')}
			>
				{own.length > 0 ? describeTables(groups, own) : t('blocks.noTables')}
			</Button>
			{open === 'tables' && <TablePicker workshop={workshop} run={run} facilitator={facilitator} groups={groups} />}
			{open === 'removal' && (
				<ConfirmDialog
					title={t('blocks.removeTitle', { name })}
					confirmLabel={t('blocks.removeNow')}
					onConfirm={() => void run({ type: 'facilitator.remove', facilitator: id })}
					onClose={() => setOpen(null)}
				>
					<p>{t('blocks.removeLead')}</p>
				</ConfirmDialog>
			)}
		</li>
	)
}

/** Gives tables to a facilitator, also those of others, and takes them away. */
function TablePicker({ workshop, run, facilitator, groups }: Omit<FacilitatorRowProps, keyof TableViewProps>) {
	const { t } = useTranslation('dashboard')
	return (
		<fieldset className={styles['picker']} aria-label={t('blocks.tablesOf', { name: facilitator.name })}>
			{groups.map((group) => {
				const owner = facilitatorOf(workshop, group)
				return (
					<label key={group.id}>
						<input
							type="checkbox"
							checked={owner?.id === facilitator.id}
							onChange={({ target }) => {
								const assigned = { group: group.id, facilitator: target.checked ? facilitator.id : null }
								void run({ type: 'groups.assign', groups: [assigned] })
							}}
						/>
						<span>
							{group.name}
							{owner && owner.id !== facilitator.id && <small>{owner.name}</small>}
						</span>
					</label>
				)
			})}
		</fieldset>
	)
}

/** Names tables, a block of at least three by its ends: “Group 1 – Group 8, Group 12”. */
function describeTables(groups: readonly Group[], own: readonly Group[]): string {
	const runs: Group[][] = []
	for (const [index, group] of groups.entries()) {
		if (!own.includes(group)) continue
		const before = groups[index - 1]
		const run = runs.at(-1)
		if (run && before && run.at(-1) === before) run.push(group)
		else runs.push([group])
	}
	const named = runs.flatMap((run) => {
		const names = run.map(({ name }) => name)
		return names.length > 2 ? [`${names[0]} – ${names.at(-1)}`] : names
	})
	return listNames(named)
}
