package dev.sluice.bench.nights;

/**
 * What one run took.
 *
 * @param readUnits of the table
 * @param exportBytes of the export's data files
 * @param cpuSeconds of all threads of the process
 * @param summaryRows that the run had figures for
 * @param summaryWrites requests that wrote a row of the summary table
 * @param summaryRequests those included that DynamoDB refused, because a row was there already, which cost units too
 * @param otherWrites those writes that are of neither the run's own row nor the board nor a final row of accuracy
 * @param summaryWriteUnits of the writes, the index included
 */
public record RunCost(
    double readUnits,
    long exportBytes,
    double cpuSeconds,
    double wallSeconds,
    long summaryRows,
    long summaryWrites,
    long summaryRequests,
    long otherWrites,
    double summaryWriteUnits) {}
