import { openGroups } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { AskDialog } from '../../ui/AskDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useToast } from '../../ui/ToastProvider.tsx'
import type { ConductProps } from '../conduct/ConductProps.ts'
import { GroupList } from './GroupList.tsx'
import { GroupMaker } from './GroupMaker.tsx'
import styles from './groups.module.css'

/** The ways to the groups: mix them anew, send everybody on to another table, name and host them. */
export function GroupsPanel({ workshop, run }: ConductProps) {
	const { t } = useTranslation('desk')
	const showToast = useToast()
	const [dialog, setDialog] = useState<'mix' | 'rotate' | 'list' | null>(null)
	const close = () => setDialog(null)
	const rotate = async () => {
		close()
		if (await run({ type: 'groups.rotate' })) showToast(t('groups.rotated'))
	}
	return (
		<section className={styles['panel']} aria-label={t('groups.title')}>
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
				<Dialog title={t('groups.mixTitle')} onClose={close}>
					<GroupMaker workshop={workshop} run={run} onDone={close} />
				</Dialog>
			)}
			{dialog === 'rotate' && (
				<AskDialog title={t('groups.rotate')} action={t('groups.rotate')} onDo={rotate} onClose={close}>
					<p>{t('groups.rotateAsk')}</p>
				</AskDialog>
			)}
			{dialog === 'list' && (
				<Dialog title={t('groups.title')} onClose={close}>
					<GroupList workshop={workshop} run={run} />
				</Dialog>
			)}
		</section>
	)
}
