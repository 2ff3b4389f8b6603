# Reads a table with data.table's fread on two threads. usage: households_fread.R FILE
suppressPackageStartupMessages(library(data.table))
setDTthreads(2)
x <- fread(commandArgs(TRUE)[1], sep = ";")
cat(nrow(x), ncol(x), "\n")
