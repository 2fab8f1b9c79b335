import { describeLedger } from './describeLedger.ts'
import { startProcess } from './topologies.ts'

describeLedger('one process', { start: startProcess, seeds: 120 })
