import { currentSession, LIMITS, type TemplateId } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { TemplateSelect } from '../../workshop/TemplateSelect.tsx'
import type { ConductProps } from '../conduct/ConductProps.ts'
import styles from './runSheet.module.css'

interface NewSessionProps extends ConductProps {
	onMade: (session: string | undefined) => void
	onDone: () => void
}

/** Plans another session, from a template if one wants. */
export function NewSession({ workshop, run, onMade, onDone }: NewSessionProps) {
	const { t } = useTranslation(['desk', 'app'])
	const [title, setTitle] = useState('')
	const [template, setTemplate] = useState<TemplateId | ''>('')
	const [groups, setGroups] = useState(currentSession(workshop)?.groups.length ?? 1)
	const add = async (event: FormEvent) => {
		event.preventDefault()
		const done = await run({
			type: 'session.add',
			groups,
			...(title.trim() ? { title: title.trim() } : {}),
			...(template ? { template } : {}),
		})
		if (!done) return
		onMade(done.made)
		onDone()
	}
	return (
		<form className={styles['form']} onSubmit={add}>
			<TextField
				label={t('sheet.sessionTitle')}
				hint={t('sheet.sessionTitleHint')}
				value={title}
				onChange={setTitle}
				maxLength={LIMITS.maxTitleLength}
			/>
			<TemplateSelect value={template} onChange={setTemplate} />
			<Stepper
				label={t('app:home.groupsLabel')}
				value={groups}
				min={1}
				max={LIMITS.maxGroups}
				onChange={setGroups}
				lessLabel={t('app:home.fewer')}
				moreLabel={t('app:home.more')}
			/>
			<Button type="submit" look="primary" className={styles['save']}>
				{t('sheet.addSession')}
			</Button>
		</form>
	)
}
